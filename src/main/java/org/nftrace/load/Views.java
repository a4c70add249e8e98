package org.nftrace.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Table;
import org.nftrace.ir.Table.Origin;
import org.nftrace.text.Diagnostic;

/// Tables of which several programs tell: nft and iptables-nft show the same rules, iptables-legacy shows its own.
///
/// What nft lists holds, and iptables' dump of the same table gives the arguments of extensions. Of an iptables that
/// does not say which it is, the rules themselves decide, and it is said what was concluded.
final class Views {
    private final Map<Tables.Key, Table> tables = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics;

    private Views(List<Table> tables, List<Diagnostic> diagnostics) {
        tables.forEach(table -> this.tables.put(Tables.Key.of(table), table));
        this.diagnostics = diagnostics;
    }

    /// @param tables one of each family, name and origin
    /// @return one of each that the kernel has
    static List<Table> unite(List<Table> tables, List<Diagnostic> diagnostics) {
        var views = new Views(tables, diagnostics);
        tables.stream().filter(t -> t.origin() == Origin.IPTABLES_NFT).forEach(views::ofNft);
        tables.stream().filter(t -> t.origin() == Origin.XTABLES).forEach(views::untold);
        return List.copyOf(views.tables.values());
    }

    private Optional<Table> other(Table table, Origin origin) {
        return Optional.ofNullable(tables.get(new Tables.Key(table.family(), table.name(), origin)));
    }

    private void ofNft(Table shown) {
        other(shown, Origin.NFT).ifPresent(listed -> {
            var resemblance = Resemblance.of(listed, shown);
            resemblance
                    .differences()
                    .forEach(d ->
                            diagnostics.add(Diagnostic.warning(d.span(), d.what() + ": what stands there is taken")));
            unite(listed, shown, resemblance);
        });
    }

    private void unite(Table listed, Table shown, Resemblance resemblance) {
        tables.put(Tables.Key.of(listed), Arguments.fill(listed, shown, resemblance));
        tables.remove(Tables.Key.of(shown));
    }

    private void untold(Table shown) {
        var listed = other(shown, Origin.NFT)
                .or(() -> other(shown, Origin.IPTABLES_NFT))
                .or(() -> other(shown, Origin.LEGACY));
        if (listed.isEmpty()) {
            return;
        }
        var resemblance = Resemblance.of(listed.get(), shown);
        if (resemblance.isLikely()) {
            sameTable(listed.get(), shown, resemblance);
        } else {
            beside(listed.get(), shown, resemblance);
        }
    }

    private void sameTable(Table listed, Table shown, Resemblance resemblance) {
        if (resemblance.hasRules()) {
            String alike = resemblance.differences().isEmpty() ? "the same rules" : "mostly the same rules";
            diagnostics.add(Diagnostic.note(
                    shown.span(), "taken for the table that is at " + listed.span() + " too: " + alike));
        }
        resemblance
                .differences()
                .forEach(d -> diagnostics.add(Diagnostic.warning(d.span(), d.what() + ": what stands there is taken")));
        unite(listed, shown, resemblance);
    }

    // The kernel runs both; which of the two backends it is does not matter then.
    private void beside(Table listed, Table shown, Resemblance resemblance) {
        var first = resemblance.differences().getFirst();
        String held = listed.origin() == Origin.LEGACY ? "iptables-nft" : "iptables-legacy";
        diagnostics.add(Diagnostic.warning(
                first.span(),
                "table '" + shown.label() + "' is taken for one of " + held + ", which runs beside the one at "
                        + listed.span() + ": " + first.what()));
    }
}
