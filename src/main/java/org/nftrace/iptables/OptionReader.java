package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.iptables.extension.Outcome;
import org.nftrace.iptables.extension.Row;
import org.nftrace.iptables.extension.Shape;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.text.Messages;
import org.nftrace.text.Span;

/// Finds out whose an option is, and reads its words: `--dport 22` is `-m tcp`'s, or brings it along after `-p tcp`.
final class OptionReader {
    private static final int LEAST_START = 4;

    private final Messages messages;
    private final Family family;
    private final RuleParts parts;

    OptionReader(Messages messages, Family family, RuleParts parts) {
        this.messages = messages;
        this.family = family;
        this.parts = parts;
    }

    private record Owned(ExtensionDraft draft, Row row) {}

    boolean read(Part part) {
        var owner = named(part.flag()).or(() -> implied(part)).or(() -> started(part.flag()));
        return owner.isPresent() ? read(part, owner.get()) : unknown(part);
    }

    boolean isOfAnOpenOne(String flag) {
        return flag.startsWith("--") && named(flag).isPresent();
    }

    boolean takesText(String flag) {
        return named(flag)
                .filter(owned -> owned.row().shape().words() == 1)
                .filter(owned -> owned.row().shape().quoting() == Shape.Quoting.AS_NEEDED)
                .isPresent();
    }

    private Optional<Owned> named(String flag) {
        for (ExtensionDraft draft : parts.newestFirst()) {
            var row = draft.row(flag);
            if (row.isPresent()) {
                return Optional.of(new Owned(draft, row.get()));
            }
        }
        return Optional.empty();
    }

    /// Reads an option of one match or target only.
    boolean read(ExtensionDraft draft, Part part) {
        return draft.row(part.flag())
                .map(row -> read(part, new Owned(draft, row)))
                .orElseGet(() -> unknown(part));
    }

    // '-p tcp --dport 22' loads the match of the protocol when it comes to an option that no other match has.
    private Optional<Owned> implied(Part part) {
        OptionalInt protocol = parts.protocolNumber();
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        return Extensions.ofProtocol(protocol.getAsInt(), family)
                .filter(match ->
                        parts.newestFirst().stream().noneMatch(d -> d.name().equals(match.name())))
                .flatMap(match -> match.row(part.flag()).map(row -> {
                    var draft = new ExtensionDraft(match.name(), false, Optional.of(match), part.span());
                    parts.open(draft);
                    return new Owned(draft, row);
                }));
    }

    // getopt_long(3) takes the start of an option as long as it is the start of one only: --mac for --mac-source.
    private Optional<Owned> started(String flag) {
        var found = new ArrayList<Owned>();
        for (ExtensionDraft draft : parts.newestFirst()) {
            draft.extension().stream()
                    .flatMap(e -> e.rows().all().stream())
                    .filter(row -> row.name().startsWith(flag))
                    .forEach(row -> found.add(new Owned(draft, row)));
        }
        return found.size() == 1 && flag.length() >= LEAST_START ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private boolean read(Part part, Owned owned) {
        var shape = owned.row().shape();
        var words = part.words();
        if (words.size() < shape.words()) {
            Span end = part.span().source().span(part.span().end(), part.span().end());
            return fail(words.isEmpty() ? part.flagSpan() : end, "'" + part.flag() + "' needs " + shape.expected());
        }
        if (words.size() > shape.words()) {
            Word extra = words.get(shape.words());
            String after = shape.words() == 0
                    ? part.flag()
                    : words.get(shape.words() - 1).text();
            return fail(extra.span(), "unexpected '" + extra.text() + "' after '" + after + "', expected an option");
        }
        if (part.isNegated() && !shape.negatable()) {
            return fail(part.span(), "'" + part.flag() + "' cannot be negated with '!'");
        }
        return take(part, owned);
    }

    private boolean take(Part part, Owned owned) {
        List<String> texts = new ArrayList<>(part.words().size());
        for (Word word : part.words()) {
            texts.add(word.text());
        }
        // What a word may be depends on family and protocol only.
        var context = new Context(family, "", "", parts.protocolNumber(), part.span());
        return switch (owned.row().shape().read(texts, context)) {
            case Outcome.Good good -> add(part, owned, good.values());
            case Outcome.Opaque opaque -> {
                messages.warnOnce(
                        part.flag() + opaque.values(),
                        part.span(),
                        "what '" + part.flag() + "' means is not known: " + opaque.why());
                owned.draft().obscure(part.span());
                yield add(part, owned, opaque.values());
            }
            case Outcome.Bad _ ->
                fail(
                        part.words().isEmpty()
                                ? part.span()
                                : part.words()
                                        .getFirst()
                                        .span()
                                        .to(part.words().getLast().span()),
                        "bad value '" + String.join(" ", texts) + "' for '" + part.flag() + "', expected "
                                + owned.row().shape().expected());
        };
    }

    private boolean add(Part part, Owned owned, List<String> values) {
        owned.draft().mention(owned.row().name());
        var given = new XtOption(part.isNegated(), owned.row().name(), values);
        for (XtOption option : owned.row().rewrite().of(given)) {
            if (owned.draft().has(option.name()) && !owned.draft().name().equals("policy")) {
                return fail(part.span(), "'" + part.flag() + "' is given twice");
            }
            owned.draft().add(option, part.span());
        }
        return true;
    }

    // An option that no table has: a newer iptables may know it. It is kept with the extension it stands behind.
    private boolean unknown(Part part) {
        var owner = parts.newestFirst().stream()
                .filter(draft -> draft.extension().isEmpty())
                .findFirst()
                .or(() -> parts.newestFirst().stream().findFirst());
        if (owner.isEmpty() || !part.flag().startsWith("--")) {
            return fail(part.flagSpan(), "unknown option '" + part.flag() + "'");
        }
        var draft = owner.get();
        if (draft.extension().isPresent()) {
            String what = (draft.isTarget() ? "-j " : "-m ") + draft.name();
            messages.warnOnce(
                    what + part.flag(),
                    part.flagSpan(),
                    "option '" + part.flag() + "' of '" + what + "' is not modelled");
            draft.obscure(part.span());
        }
        draft.add(
                new XtOption(
                        part.isNegated(),
                        part.flag(),
                        part.words().stream().map(Word::text).toList()),
                part.span());
        return true;
    }

    private boolean fail(Span span, String message) {
        messages.error(span, message);
        return false;
    }
}
