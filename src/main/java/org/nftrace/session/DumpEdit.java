package org.nftrace.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.nft.JsonListing;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;
import org.nftrace.trace.Place;

/// Changes a dump as its text, so that all that is not changed stays as it was written, and reads it again.
final class DumpEdit {
    private final Workbook book;

    /// A rule as it was typed.
    record Typed(Span span) {
        String text() {
            return span.text();
        }
    }

    /// @param at the offset in the dump
    private record Change(Source dump, int at, int removed, String put) {}

    DumpEdit(Workbook book) {
        this.book = book;
    }

    Workbook delete(Place place) throws Refusal {
        Span rule = place.rule().span();
        Source dump = dump(rule);
        int start = rule.start();
        int end = rule.end();
        String text = dump.text();
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = lineEnd(text, end);
        String rest = text.substring(end, lineEnd).strip();
        boolean alone = text.substring(lineStart, start).isBlank() && (rest.isEmpty() || rest.startsWith("#"));
        return alone
                ? apply(new Change(dump, lineStart, Math.min(text.length(), lineEnd + 1) - lineStart, ""))
                : apply(new Change(dump, start, end - start + (rest.startsWith(";") ? 1 : 0), ""));
    }

    Workbook replace(Place place, Typed typed) throws Refusal {
        Span rule = place.rule().span();
        Source dump = dump(rule);
        String text = RuleLanguage.of(place.table(), place.chain(), rule).say(typed, place.table(), place.chain());
        return apply(new Change(dump, rule.start(), rule.end() - rule.start(), text), typed, text);
    }

    /// @param index of the rule before which it goes; one more than there are: at the end
    Workbook insert(RuleAddress.ChainPlace place, int index, Typed typed) throws Refusal {
        Chain chain = place.chain();
        List<Rule> rules = chain.rules();
        Span beside = rules.isEmpty()
                ? chain.span()
                : rules.get(Math.min(index, rules.size()) - 1).span();
        Source dump = dump(beside);
        var language = RuleLanguage.of(place.table(), chain, beside);
        String text = language.say(typed, place.table(), chain);
        if (index <= rules.size()) {
            return apply(before(dump, beside, text), typed, text);
        }
        if (!rules.isEmpty()) {
            return apply(behind(dump, beside, text), typed, text);
        }
        return language == RuleLanguage.NFT
                ? apply(inside(dump, chain.span(), text), typed, text)
                : apply(behind(dump, lastLine(place.table(), beside), text), typed, text);
    }

    // Above a rule that has its line for itself; else right before it, as a line end parts rules too.
    private static Change before(Source dump, Span rule, String text) {
        int lineStart = dump.text().lastIndexOf('\n', rule.start() - 1) + 1;
        String indent = dump.text().substring(lineStart, rule.start());
        return indent.isBlank()
                ? new Change(dump, lineStart, 0, indent + text + "\n")
                : new Change(dump, rule.start(), 0, text + "\n");
    }

    private static Change behind(Source dump, Span rule, String text) {
        int lineStart = dump.text().lastIndexOf('\n', rule.start() - 1) + 1;
        int lineEnd = lineEnd(dump.text(), rule.end());
        String indent = dump.text().substring(lineStart, rule.start());
        boolean closes = dump.text().substring(rule.end(), lineEnd).contains("}");
        return closes
                ? new Change(dump, rule.end(), 0, "\n" + text + "\n")
                : new Change(dump, lineEnd, 0, "\n" + (indent.isBlank() ? indent : "") + text);
    }

    // A chain without rules: above its closing brace.
    private static Change inside(Source dump, Span chain, String text) {
        int close = dump.text().lastIndexOf('}', chain.end());
        int lineStart = dump.text().lastIndexOf('\n', close) + 1;
        String indent = dump.text().substring(lineStart, close);
        return indent.isBlank()
                ? new Change(dump, lineStart, 0, indent + "\t" + text + "\n")
                : new Change(dump, close, 0, "\n" + text + "\n");
    }

    // iptables declares all chains of a table before its first rule.
    private static Span lastLine(Table table, Span chain) {
        return table.chains().stream()
                .flatMap(c ->
                        Stream.concat(Stream.of(c.span()), c.rules().stream().map(Rule::span)))
                .filter(span -> span.source() == chain.source())
                .max(Comparator.comparingInt(Span::end))
                .orElse(chain);
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    // A part of a paste keeps the places of the whole; of JSON, the text that it was rendered to is what is edited.
    private Source dump(Span span) throws Refusal {
        for (Source dump : book.dumps()) {
            boolean same = dump.name().equals(span.source().name())
                    && dump.text().length() == span.source().text().length();
            if (same || JsonListing.renderedName(dump).equals(span.source().name())) {
                return same ? dump : span.source();
            }
        }
        throw new Refusal(span, "this rule stands in no dump that could be changed");
    }

    private Workbook apply(Change change) throws Refusal {
        Workbook tried = changed(change);
        if (tried.loaded().hasErrors()) {
            throw new Refusal(errors(tried));
        }
        return tried;
    }

    private Workbook apply(Change change, Typed typed, String put) throws Refusal {
        Workbook tried = changed(change);
        if (tried.loaded().hasErrors()) {
            throw new Refusal(errors(tried).stream()
                    .map(diagnostic -> asTyped(diagnostic, change, typed, put))
                    .toList());
        }
        return tried;
    }

    private Workbook changed(Change change) {
        String text = change.dump().text();
        var fresh = new Source(
                change.dump().name(),
                text.substring(0, change.at()) + change.put() + text.substring(change.at() + change.removed()));
        var dumps = new ArrayList<Source>();
        for (Source dump : book.dumps()) {
            boolean edited = dump == change.dump() || change.dump().name().equals(JsonListing.renderedName(dump));
            dumps.add(edited ? fresh : dump);
        }
        return book.withDumps(dumps);
    }

    private static List<Diagnostic> errors(Workbook tried) {
        return tried.loaded().diagnostics().stream().filter(Diagnostic::isError).toList();
    }

    // A mistake in what was typed is shown where it was typed.
    private static Diagnostic asTyped(Diagnostic diagnostic, Change change, Typed typed, String put) {
        int rule = change.at() + change.put().indexOf(put);
        int shift = typed.span().start() - rule;
        int start = diagnostic.span().start() + shift;
        boolean inside = put.equals(typed.text())
                && start >= typed.span().start()
                && start <= typed.span().end();
        int end = Math.min(typed.span().end(), diagnostic.span().end() + shift);
        return inside
                ? new Diagnostic(
                        diagnostic.severity(),
                        typed.span().source().span(start, Math.max(start, end)),
                        diagnostic.message())
                : diagnostic;
    }
}
