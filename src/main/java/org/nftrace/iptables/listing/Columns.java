package org.nftrace.iptables.listing;

import java.util.List;
import java.util.Optional;

/// Which columns a listing has: `num pkts bytes target prot opt in out source destination`. Widths do not matter: a
/// page or a mail has changed them long ago.
public record Columns(boolean number, boolean counters, boolean interfaces) {

    /// The columns of one row, as far as they are there.
    ///
    /// @param option `--`, `-f` or `!f`; ip6tables before 1.8 leaves it blank
    /// @param end    the offset behind the last column, where the matches are described
    public record Row(
            Optional<Token> packets,
            Optional<Token> bytes,
            Optional<Token> target,
            Token protocol,
            Optional<Token> option,
            Optional<Token> in,
            Optional<Token> out,
            Token source,
            Token destination,
            int end) {}

    /// A word and where it stands.
    public record Token(String text, int start, int end) {}

    public static Columns of(String header) {
        var words = List.of(header.strip().split("\\s+"));
        return new Columns(words.contains("num"), words.contains("pkts"), words.contains("in"));
    }

    private int leading() {
        return (number ? 1 : 0) + (counters ? 2 : 0);
    }

    /// {@return the columns of a row, or empty when they cannot be told apart}
    public Optional<Row> split(List<Token> tokens) {
        int option = option(tokens);
        int lead = lead(tokens, option);
        // The column of the target may be empty, and then the protocol follows at once.
        int protocol = option > 0 ? option - 1 : protocol(tokens, lead);
        int after = option > 0 ? option + 1 : protocol + 1;
        int addresses = after + (interfaces ? 2 : 0);
        if (protocol < lead || protocol > lead + 1 || addresses + 1 >= tokens.size()) {
            return Optional.empty();
        }
        boolean counted = lead >= 2;
        Token destination = tokens.get(addresses + 1);
        return Optional.of(new Row(
                counted ? Optional.of(tokens.get(lead - 2)) : Optional.empty(),
                counted ? Optional.of(tokens.get(lead - 1)) : Optional.empty(),
                protocol > lead ? Optional.of(tokens.get(lead)) : Optional.empty(),
                tokens.get(protocol),
                option > 0 ? Optional.of(tokens.get(option)) : Optional.empty(),
                interfaces ? Optional.of(tokens.get(after)) : Optional.empty(),
                interfaces ? Optional.of(tokens.get(after + 1)) : Optional.empty(),
                tokens.get(addresses),
                destination,
                destination.end()));
    }

    private static int option(List<Token> tokens) {
        for (int i = 1; i < Math.min(tokens.size(), 6); i++) {
            String text = tokens.get(i).text();
            if (text.equals("--") || text.equals("-f") || text.equals("!f")) {
                return i;
            }
        }
        return -1;
    }

    // A cut-out may have lost or gained a column of numbers: what stands before the option tells.
    private int lead(List<Token> tokens, int option) {
        int before = option - 1;
        if (option < 0 || before == leading() || before == leading() + 1) {
            return leading();
        }
        int counts = 0;
        while (counts < Math.min(before, 3) && isCount(tokens.get(counts).text())) {
            counts++;
        }
        return counts;
    }

    private static int protocol(List<Token> tokens, int lead) {
        return lead < tokens.size() && isProtocol(tokens.get(lead).text()) && !hasProtocolAt(tokens, lead + 1)
                ? lead
                : lead + 1;
    }

    private static boolean hasProtocolAt(List<Token> tokens, int index) {
        return index < tokens.size() && isProtocol(tokens.get(index).text());
    }

    private static boolean isProtocol(String text) {
        String name = text.startsWith("!") ? text.substring(1) : text;
        return org.nftrace.iptables.extension.Protocols.number(name).isPresent();
    }

    /// {@return whether a word is a count: `1265`, `121K`}
    static boolean isCount(String text) {
        return text.matches("\\d{1,20}[KMGTP]?");
    }
}
