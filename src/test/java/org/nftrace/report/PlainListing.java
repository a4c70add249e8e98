package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Priority;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Just enough of a reader to lay out nft listings in tests: one line a rule, matches left as text.
final class PlainListing {
    private static final Pattern BASE = Pattern.compile("type (\\S+) hook (\\S+) priority (-?\\d+); policy (\\S+);");
    private static final Pattern ACTION = Pattern.compile(
            "(?:^| )(counter|log|meta mark set|accept|drop|return|jump|goto|dnat to|masquerade|reject)\\b.*");

    private final Source source;
    private int line = 1;

    private PlainListing(Source source) {
        this.source = source;
    }

    static Ruleset read(Source source) {
        return new PlainListing(source).ruleset();
    }

    private Ruleset ruleset() {
        var tables = new ArrayList<Table>();
        while (line <= source.lineCount()) {
            if (text().startsWith("table ")) {
                tables.add(table());
            }
            line++;
        }
        return new Ruleset(tables);
    }

    private Table table() {
        String[] words = text().split(" ");
        int start = span().start();
        var chains = new ArrayList<Chain>();
        for (line++; !text().equals("}"); line++) {
            if (text().startsWith("chain ")) {
                chains.add(chain());
            }
        }
        return new Table(
                source.span(start, span().end()),
                Family.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
                words[2],
                Table.Origin.NFT,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(),
                chains);
    }

    private Chain chain() {
        String name = text().split(" ")[1];
        int start = span().start();
        Optional<Chain.Base> base = Optional.empty();
        var rules = new ArrayList<Rule>();
        for (line++; !text().equals("}"); line++) {
            var matcher = BASE.matcher(text());
            if (matcher.find()) {
                base = Optional.of(new Chain.Base(
                        span(),
                        Chain.ChainType.valueOf(matcher.group(1).toUpperCase(java.util.Locale.ROOT)),
                        Hook.valueOf(matcher.group(2).toUpperCase(java.util.Locale.ROOT)),
                        List.of(),
                        Priority.of(Integer.parseInt(matcher.group(3))),
                        Optional.of(Chain.Policy.valueOf(matcher.group(4).toUpperCase(java.util.Locale.ROOT))),
                        false));
            } else if (!text().isEmpty()) {
                rules.add(new Rule(span(), statements(), Optional.empty(), OptionalLong.empty()));
            }
        }
        return new Chain(
                source.span(start, span().end()), name, base, false, Optional.empty(), OptionalLong.empty(), rules);
    }

    private List<Statement> statements() {
        var action = ACTION.matcher(text());
        int at = action.find() ? action.start(1) : text().length();
        Span whole = span();
        var statements = new ArrayList<Statement>();
        if (at > 0) {
            statements.add(new Match.Unread(source.span(whole.start(), whole.start() + at - 1)));
        }
        int counter = text().startsWith("counter ", at) ? at + "counter ".length() : at;
        if (counter < text().length()) {
            statements.add(new Action.Decide(source.span(whole.start() + counter, whole.end()), verdict(text())));
        }
        return statements;
    }

    static Verdict verdict(String text) {
        String[] words = text.split(" ");
        String before = words.length > 1 ? words[words.length - 2] : "";
        String last = words[words.length - 1];
        return switch (before) {
            case "jump" -> new Verdict.Jump(last);
            case "goto" -> new Verdict.Goto(last);
            default ->
                switch (last) {
                    case "return" -> new Verdict.Return();
                    case "drop" -> new Verdict.Drop();
                    case "counter" -> new Verdict.Continue();
                    default -> new Verdict.Accept();
                };
        };
    }

    private String text() {
        return source.lineText(line).strip();
    }

    private Span span() {
        String whole = source.lineText(line);
        int start = source.lineStart(line) + whole.indexOf(whole.strip());
        return source.span(start, start + whole.strip().length());
    }
}
