package org.nftrace.iptables.listing;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.ir.Family;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// The text behind the columns of a row, read from left to right.
public final class Wordings {
    private static final List<List<Phrase>> BY_FIRST = byFirst();

    private final Source source;
    private final Matcher matcher;
    private final int end;
    private int at;

    /// Options that a wording stands for, and where it stands.
    public record Read(List<List<String>> options, Span span) {}

    public Wordings(Source source, int start, int end) {
        this.source = source;
        this.end = end;
        this.at = start;
        this.matcher = MatchPhrases.ALL.getFirst().head().matcher(source.text());
        skipBlanks();
    }

    public boolean atEnd() {
        return at >= end;
    }

    public Span here() {
        return source.span(at, at);
    }

    public boolean skip(String word) {
        if (!source.text().startsWith(word, at)) {
            return false;
        }
        at += word.length();
        skipBlanks();
        return true;
    }

    /// {@return the phrase that begins here, whose head is taken}
    public Optional<Phrase> phrase(Optional<Phrase> target, Family family) {
        var phrases = candidates(target);
        // 'TTL match …' begins like 'TTL set …': one that goes on as it should comes before one that is only its head.
        var found = phrases.stream()
                .filter(phrase -> beginsAndGoesOn(phrase) && isKnown(phrase, target, family))
                .findFirst()
                .or(() -> phrases.stream()
                        .filter(phrase -> begins(phrase) && isKnown(phrase, target, family))
                        .findFirst());
        found.ifPresent(phrase -> {
            looksAt(phrase.head(), at);
            take();
        });
        return found;
    }

    // Which phrases can begin with a character is found out once: few rows need more than two looks.
    private List<Phrase> candidates(Optional<Phrase> target) {
        char first = source.text().charAt(at);
        var matches = first < BY_FIRST.size() ? BY_FIRST.get(first) : MatchPhrases.ALL;
        return target.isEmpty()
                ? matches
                : Stream.concat(target.stream(), matches.stream()).toList();
    }

    private static List<List<Phrase>> byFirst() {
        return IntStream.range(0, 128)
                .mapToObj(c -> MatchPhrases.ALL.stream()
                        .filter(phrase -> mayBegin(phrase, String.valueOf((char) c)))
                        .toList())
                .toList();
    }

    private static boolean mayBegin(Phrase phrase, String text) {
        Matcher matcher = phrase.head().matcher(text);
        return matcher.lookingAt() || matcher.hitEnd();
    }

    private static boolean isKnown(Phrase phrase, Optional<Phrase> target, Family family) {
        return target.filter(phrase::equals).isPresent() || Extensions.hasMatch(phrase.extension(), family);
    }

    private boolean begins(Phrase phrase) {
        return looksAt(phrase.head(), at) && matcher.end() > at;
    }

    private boolean beginsAndGoesOn(Phrase phrase) {
        if (!looksAt(phrase.head(), at)) {
            return false;
        }
        int next = blanksFrom(matcher.end());
        return phrase.items().stream().anyMatch(item -> looksAt(item.wording(), next) && matcher.end() > next);
    }

    /// {@return the next wording of a phrase, which is taken; not one whose options were there before: that begins
    /// the same match a second time}
    public Optional<Read> item(Phrase phrase, Predicate<List<String>> before) {
        if (atEnd()) {
            return Optional.empty();
        }
        for (Phrase.Item item : phrase.items()) {
            if (looksAt(item.wording(), at) && matcher.end() > at) {
                Span span = source.span(at, matcher.end());
                var options = item.options().apply(matcher.toMatchResult());
                if (options.stream().anyMatch(before)) {
                    return Optional.empty();
                }
                take();
                return Optional.of(new Read(options, span));
            }
        }
        return Optional.empty();
    }

    /// {@return the word that stands here, which is taken}
    public Span word() {
        int start = at;
        while (at < end && !isBlank(source.text().charAt(at))) {
            at++;
        }
        Span word = source.span(start, at);
        skipBlanks();
        return word;
    }

    private boolean looksAt(Pattern pattern, int from) {
        return from <= end && matcher.usePattern(pattern).region(from, end).lookingAt();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0';
    }

    private void take() {
        at = matcher.end();
        skipBlanks();
    }

    private void skipBlanks() {
        at = blanksFrom(at);
    }

    private int blanksFrom(int from) {
        int next = from;
        while (next < end && isBlank(source.text().charAt(next))) {
            next++;
        }
        return next;
    }
}
