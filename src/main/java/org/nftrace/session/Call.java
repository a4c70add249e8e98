package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// A line cut into words: `find 'tcp dport 22'` has two. Quotes around a whole word hold it together.
public record Call(Source source, List<Word> words) {

    /// @param text without its quotes
    /// @param span with them
    public record Word(String text, Span span) {}

    public Call {
        words = List.copyOf(words);
    }

    public static Call of(String line) {
        var source = new Source("line", line);
        var words = new ArrayList<Word>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            int end = end(line, at);
            words.add(word(source, at, end));
            at = end;
        }
        return new Call(source, words);
    }

    private static int end(String line, int start) {
        char first = line.charAt(start);
        if (first == '\'' || first == '"') {
            int close = line.indexOf(first, start + 1);
            if (close >= 0 && (close + 1 == line.length() || Character.isWhitespace(line.charAt(close + 1)))) {
                return close + 1;
            }
        }
        int end = start;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Word word(Source source, int start, int end) {
        String text = source.text().substring(start, end);
        boolean quoted = text.length() > 1
                && (text.startsWith("'") || text.startsWith("\""))
                && text.charAt(0) == text.charAt(text.length() - 1);
        return new Word(quoted ? text.substring(1, text.length() - 1) : text, source.span(start, end));
    }

    /// {@return whether there is nothing to do}
    public boolean isEmpty() {
        return words.isEmpty() || words.getFirst().text().startsWith("#");
    }

    public String verb() {
        return words.getFirst().text();
    }

    /// {@return the words behind the verb}
    public List<Word> arguments() {
        return words.subList(Math.min(1, words.size()), words.size());
    }

    public List<String> texts() {
        return arguments().stream().map(Word::text).toList();
    }

    /// {@return the line from an argument on, as it was typed}
    public Optional<Span> from(int argument) {
        return arguments().size() <= argument
                ? Optional.empty()
                : Optional.of(
                        arguments().get(argument).span().to(words.getLast().span()));
    }

    /// {@return where something is missing: behind the last word}
    public Span end() {
        int end = words.getLast().span().end();
        return source.span(end, end);
    }
}
