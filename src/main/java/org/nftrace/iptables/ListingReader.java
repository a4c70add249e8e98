package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.nftrace.iptables.listing.Columns;
import org.nftrace.iptables.listing.Columns.Token;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.text.Messages;
import org.nftrace.text.Source;

/// Reads `iptables -L`: `-nL`, `-nvL`, with `--line-numbers` or `-x`, its columns shifted by a paste.
final class ListingReader {
    private static final Pattern CHAIN =
            Pattern.compile("Chain (\\S+) \\((?:policy (\\w+)(?: \\S+ packets, \\S+ bytes)?|\\d+ references?).*");

    private final Source source;
    private final Messages messages;

    ListingReader(Source source, Messages messages) {
        this.source = source;
        this.messages = messages;
    }

    void read(Output output, TableDraft table) {
        var chains = new RuleReader.Chains(Outputs.declared(output)::contains, false);
        String chain = "";
        var columns = new Columns(false, true, true);
        boolean warned = false;
        for (Line line : output.lines()) {
            switch (line.kind()) {
                case LISTED_CHAIN -> chain = chain(line, table);
                case LISTED_HEADER -> {
                    columns = Columns.of(line.text());
                    warned |= !columns.interfaces() && missingInterfaces(line, table, warned);
                }
                case OTHER, RULE -> row(line, columns, chain, table, chains);
                case BLANK, REMARK, TABLE, CHAIN, COMMIT, COMMAND -> {}
            }
        }
    }

    private boolean missingInterfaces(Line line, TableDraft table, boolean warned) {
        if (!warned) {
            messages.note(
                    line.span(),
                    "this listing of table '" + table.name()
                            + "' has no interfaces: whether a rule asks for some is not known (iptables -nvL shows"
                            + " them)");
        }
        return true;
    }

    private String chain(Line line, TableDraft table) {
        var parts = CHAIN.matcher(line.text());
        if (!parts.matches()) {
            String name = line.text().split("\\s+", 3)[1];
            messages.warning(
                    line.span(),
                    "what is said of chain '" + name + "' is not understood, expected its policy or references");
            table.declare(name, line.span());
            return name;
        }
        String name = parts.group(1);
        table.declare(name, line.span());
        switch (parts.group(2)) {
            case "ACCEPT" -> table.setPolicy(name, Chain.Policy.ACCEPT, line.span());
            case "DROP" -> table.setPolicy(name, Chain.Policy.DROP, line.span());
            case null -> {}
            case String other -> messages.error(line.span(), "unknown policy '" + other + "', expected ACCEPT or DROP");
        }
        return name;
    }

    private void row(Line line, Columns columns, String chain, TableDraft table, RuleReader.Chains chains) {
        var split = columns.split(tokens(line));
        List<Rule> rules;
        if (split.isEmpty()) {
            messages.error(
                    line.span(),
                    "the columns of this row cannot be told apart, expected target, protocol, source, destination");
            rules = List.of();
        } else {
            var reader = new RowReader(source, messages, table, chain, chains);
            rules = reader.read(split.get(), line, columns);
        }
        table.chain(chain, line.span()).append(rules.isEmpty() ? List.of(unread(line)) : rules);
    }

    private static Rule unread(Line line) {
        return new Rule(line.span(), List.of(new Match.Unread(line.span())), Optional.empty(), OptionalLong.empty());
    }

    private static List<Token> tokens(Line line) {
        var tokens = new ArrayList<Token>();
        String text = line.source().text();
        int at = line.start();
        // The columns are a dozen at most; what comes after them is read otherwise.
        while (at < line.end() && tokens.size() < 12) {
            while (at < line.end() && Lines.isBlank(text.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < line.end() && !Lines.isBlank(text.charAt(at))) {
                at++;
            }
            if (at > start) {
                tokens.add(new Token(text.substring(start, at), start, at));
            }
        }
        return tokens;
    }
}
