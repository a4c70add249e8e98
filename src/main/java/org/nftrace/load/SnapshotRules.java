package org.nftrace.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nftrace.host.Snapshot;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// The tables of a snapshot, in which rules of iptables-nft stand twice: as nft lists them and as iptables saves them.
/// They are one table in the kernel.
final class SnapshotRules {
    private final List<Table> tables = new ArrayList<>();

    private SnapshotRules() {}

    /// @param reader what reads the output of one command
    static List<Table> of(Snapshot snapshot, Function<Span, List<Table>> reader) {
        var rules = new SnapshotRules();
        snapshot.sections().stream()
                .filter(s -> isOfRules(s.command()) && !s.failed())
                .forEach(s -> rules.add(s, reader.apply(s.body())));
        return List.copyOf(rules.tables);
    }

    private static boolean isOfRules(String command) {
        return command.matches("nft( -\\S+)* list ruleset|ip6?tables(-\\w+)*-save( .*)?|ipset( .*)?");
    }

    private void add(Snapshot.Section section, List<Table> read) {
        boolean held = section.body().text().contains("(nf_tables)");
        read.forEach(table -> {
            if (held) {
                addView(table);
            } else {
                tables.add(table);
            }
        });
    }

    // iptables tells what its extensions are asked, which nft cannot; and it shows base chains that are not there.
    private void addView(Table view) {
        for (int i = 0; i < tables.size(); i++) {
            Table listed = tables.get(i);
            if (listed.family() == view.family() && listed.name().equals(view.name())) {
                if (hasExtensions(listed)) {
                    tables.set(i, withChainsOf(view, listed));
                }
                return;
            }
        }
        tables.add(view);
    }

    private static boolean hasExtensions(Table listed) {
        String text = listed.span().text();
        return text.contains("xt match") || text.contains("xt target");
    }

    private static Table withChainsOf(Table view, Table listed) {
        return new Table(
                view.span(),
                listed.family(),
                listed.name(),
                listed.origin(),
                listed.flags(),
                listed.comment(),
                listed.notice(),
                listed.handle(),
                listed.objects(),
                listed.sets(),
                listed.flowtables(),
                view.chains().stream()
                        .filter(c -> listed.chain(c.name()).isPresent())
                        .toList());
    }
}
