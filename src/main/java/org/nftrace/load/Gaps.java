package org.nftrace.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// Says which tables of iptables no dump tells of: `iptables -S` and `iptables -L` show one table, and another may
/// rewrite the packet before.
///
/// What `iptables-save` and `nft list ruleset` print is all there is.
final class Gaps {
    private static final List<String> TABLES = List.of("filter", "nat", "mangle", "raw");

    private Gaps() {}

    static List<Diagnostic> in(List<Table> tables) {
        var gaps = new ArrayList<Diagnostic>();
        for (Family family : List.of(Family.IP, Family.IP6)) {
            in(tables.stream().filter(t -> t.family() == family).toList(), family)
                    .ifPresent(gaps::add);
        }
        return gaps;
    }

    private static Optional<Diagnostic> in(List<Table> told, Family family) {
        boolean apart = !told.isEmpty() && told.stream().allMatch(Gaps::isAlone);
        var missing = TABLES.stream()
                .filter(name -> told.stream().noneMatch(t -> t.name().equals(name)))
                .toList();
        if (!apart || missing.isEmpty()) {
            return Optional.empty();
        }
        String names = "'" + String.join("', '", missing) + "'";
        String program = family == Family.IP6 ? "ip6tables-save" : "iptables-save";
        return Optional.of(Diagnostic.note(
                first(told.getFirst()),
                "of table" + (missing.size() > 1 ? "s " : " ") + names
                        + " nothing is given: the trace takes them for empty (" + program + " shows all)"));
    }

    // A table of a save begins with its name, calls of iptables with themselves.
    private static boolean isAlone(Table table) {
        if (table.origin() == Table.Origin.NFT
                || table.span().end() == table.span().start()) {
            return false;
        }
        Span span = table.span();
        char first = span.source().text().charAt(span.start());
        return first == '-' || first == ':' || first == 'C' || first == '[';
    }

    private static Span first(Table table) {
        Span span = table.span();
        return span.source().span(span.start(), span.start() + 1);
    }
}
