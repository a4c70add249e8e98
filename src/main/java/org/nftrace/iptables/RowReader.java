package org.nftrace.iptables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.iptables.listing.Columns;
import org.nftrace.iptables.listing.Columns.Token;
import org.nftrace.iptables.listing.Phrase;
import org.nftrace.iptables.listing.TargetPhrases;
import org.nftrace.iptables.listing.Wordings;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Messages;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads one row of a listing: its columns, and the wordings behind them, which are turned into the options that
/// `iptables -S` would print.
final class RowReader {
    private static final int MOST_EXTENSIONS = 64;
    private static final String GOTO = "[goto]";
    // What a resolver makes of some addresses everywhere.
    private static final Map<String, String> NAMES = Map.of(
            "anywhere", "0.0.0.0/0",
            "localhost", "127.0.0.1",
            "loopback/8", "127.0.0.0/8",
            "link-local/16", "169.254.0.0/16",
            "base-address.mcast.net/4", "224.0.0.0/4");
    // /etc/networks calls 0.0.0.0 so.
    private static final String UNNAMED = "default/";
    private static final Map<String, String> NAMES6 =
            Map.of("anywhere", "::/0", "localhost", "::1", "ip6-localhost", "::1");

    private final Source source;
    private final Messages messages;
    private final Family family;
    private final RuleReader.Chains chains;
    private final RuleReader reader;
    private final OptionReader options;

    RowReader(Source source, Messages messages, TableDraft table, String chain, RuleReader.Chains chains) {
        this.source = source;
        this.messages = messages;
        this.family = table.family();
        this.chains = chains;
        this.reader = new RuleReader(messages, family, table.name(), chain, chains);
        this.options = new OptionReader(messages, family, reader.parts());
    }

    /// {@return the rule, or nothing when a column was wrong; then that was said}
    List<Rule> read(Columns.Row row, Line line, Columns columns) {
        Field source4 = family == Family.IP6 ? Field.IP6_SADDR : Field.IP_SADDR;
        Field destination4 = family == Family.IP6 ? Field.IP6_DADDR : Field.IP_DADDR;
        reader.address(part("-s", row.source()), known(row.source()), source4, reader.parts()::addSource);
        reader.address(
                part("-d", row.destination()), known(row.destination()), destination4, reader.parts()::addDestination);
        row.in().ifPresent(in -> device(in, MetaKey.IIFNAME));
        row.out().ifPresent(out -> device(out, MetaKey.OIFNAME));
        row.option()
                .filter(option -> !option.text().equals("--"))
                .ifPresent(option -> reader.fragment(span(option), option.text().equals("!f")));
        if (!reader.protocol(part("-p", row.protocol()), word(row.protocol()))) {
            return List.of();
        }
        count(row);
        boolean read = describe(row, line);
        if (!columns.interfaces()) {
            reader.parts().add(new Match.XtMatch(line.span(), "interface", Optional.empty(), Optional.empty()));
        }
        return read ? reader.rules(line.span()) : List.of();
    }

    private String known(Token token) {
        boolean negated = token.text().startsWith("!");
        String name = negated ? token.text().substring(1) : token.text();
        String address = (family == Family.IP6 ? NAMES6 : NAMES)
                .getOrDefault(name, name.startsWith(UNNAMED) ? "0.0.0.0/" + name.substring(UNNAMED.length()) : name);
        return negated ? "!" + address : address;
    }

    private void device(Token token, MetaKey key) {
        if (token.text().equals("*") || token.text().equals("any")) {
            return;
        }
        reader.device(
                part(key == MetaKey.IIFNAME ? "-i" : "-o", token),
                word(token),
                key,
                key == MetaKey.IIFNAME ? reader.parts()::setIn : reader.parts()::setOut);
    }

    // '121K' is rounded: then the number is not known.
    private void count(Columns.Row row) {
        if (row.packets().isPresent() && row.bytes().isPresent()) {
            String packets = row.packets().get().text();
            String bytes = row.bytes().get().text();
            boolean exact = Character.isDigit(packets.charAt(packets.length() - 1))
                    && Character.isDigit(bytes.charAt(bytes.length() - 1));
            Span span = span(row.packets().get()).to(span(row.bytes().get()));
            if (exact) {
                reader.counter(packets, bytes, span);
            } else {
                reader.parts().setCounter(new Action.Counter(span, OptionalLong.empty(), OptionalLong.empty()));
            }
        }
    }

    private boolean describe(Columns.Row row, Line line) {
        String name = row.target().map(Token::text).orElse("");
        Span place = row.target().map(this::span).orElse(line.span());
        boolean declared = chains.declared().test(name);
        var known = declared ? Optional.<Extension.OfTarget>empty() : Extensions.target(name, family);
        var draft = known.map(target -> new ExtensionDraft(name, true, known, place));
        draft.ifPresent(reader.parts()::open);
        var words = new Wordings(source, row.end(), line.end());
        boolean jumps = false;
        Span unknown = null;
        int extensions = 0;
        while (!words.atEnd()) {
            if (extensions++ > MOST_EXTENSIONS) {
                messages.error(line.span(), "too many matches in one row");
                return false;
            }
            if (words.skip(GOTO)) {
                jumps = true;
                continue;
            }
            var found = words.phrase(draft.isPresent() ? TargetPhrases.of(name) : Optional.empty(), family);
            if (found.isEmpty()) {
                Span word = words.word();
                unknown = unknown == null ? word : unknown.to(word);
            } else if (!read(found.get(), words, draft)) {
                return false;
            }
        }
        if (unknown != null) {
            obscure(unknown, name);
        }
        return draft.isPresent() || name.isEmpty() || verdict(name, jumps, unknown, declared, place);
    }

    // All that is understood counts; with something that is not, the rule may match or not.
    private void obscure(Span unknown, String target) {
        String text = unknown.text();
        int end = text.indexOf(' ');
        String name = end < 0 ? text : text.substring(0, end);
        messages.warnOnce(
                "row " + name,
                unknown,
                "'" + DumpReader.shortened(text) + "' is not understood: what it asks for is not known");
        if (!name.equals(target)) {
            reader.parts().add(new Match.XtMatch(unknown, name, Optional.empty(), Optional.empty()));
        }
    }

    private boolean verdict(String name, boolean jumps, Span unknown, boolean declared, Span place) {
        if (jumps) {
            return reader.decide(new Verdict.Goto(name), place);
        }
        boolean standard = name.equals("ACCEPT") || name.equals("DROP") || name.equals("RETURN");
        if (unknown != null && !declared && !standard) {
            messages.warnOnce("-j " + name, place, "target '" + name + "' is not modelled");
            reader.parts().setVerdict(new Action.XtTarget(place, name, Optional.empty(), Optional.empty()));
            return true;
        }
        return reader.jump(new Word(name, place, false), place);
    }

    private boolean read(Phrase phrase, Wordings words, Optional<ExtensionDraft> target) {
        Span head = words.here();
        boolean isTarget = target.filter(t -> t.name().equals(phrase.extension()))
                        .isPresent()
                && TargetPhrases.of(phrase.extension()).filter(phrase::equals).isPresent();
        var draft = isTarget ? target.get() : opened(phrase, head);
        Predicate<List<String>> before = option -> !draft.name().equals("policy")
                && draft.mentions(option.get(option.getFirst().equals("!") ? 1 : 0));
        for (var item = words.item(phrase, before); item.isPresent(); item = words.item(phrase, before)) {
            for (List<String> option : item.get().options()) {
                if (!options.read(draft, part(option, item.get().span()))) {
                    return false;
                }
            }
        }
        if (phrase.lossy()) {
            draft.obscure(head);
        }
        return true;
    }

    private ExtensionDraft opened(Phrase phrase, Span head) {
        var draft = new ExtensionDraft(phrase.extension(), false, Extensions.match(phrase.extension(), family), head);
        reader.parts().open(draft);
        return draft;
    }

    private static Part part(List<String> option, Span span) {
        boolean negated = option.getFirst().equals("!");
        var words = option.subList(negated ? 2 : 1, option.size()).stream()
                .map(text -> new Word(text, span, false))
                .toList();
        return new Part(negated, option.get(negated ? 1 : 0), span, words, span);
    }

    private Part part(String flag, Token token) {
        Span span = span(token);
        return new Part(false, flag, span, List.of(word(token)), span);
    }

    private Word word(Token token) {
        return new Word(token.text(), span(token), false);
    }

    private Span span(Token token) {
        return source.span(token.start(), token.end());
    }
}
