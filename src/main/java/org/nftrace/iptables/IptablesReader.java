package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.text.Messages;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads every form in which iptables and ip6tables print rules: `iptables-save` with and without counters,
/// `iptables -S` and fragments of it, `iptables -L`, several of them in one text with prompts and prose in between.
public final class IptablesReader {
    private static final int MOST_RUNS = 20;

    private final Source source;
    private final Shortcuts shortcuts;
    private final Messages messages = new Messages();
    private final List<TableDraft> drafts = new ArrayList<>();
    private final Map<TableKey, TableDraft> latest = new HashMap<>();

    private record TableKey(Family family, String name, Table.Origin origin) {}

    private IptablesReader(Source source, Shortcuts shortcuts) {
        this.source = source;
        this.shortcuts = shortcuts;
    }

    public static ReadTables read(Source source) {
        return read(source.whole());
    }

    /// Reads a part of a text; spans are those of the whole.
    public static ReadTables read(Span span) {
        return read(span, Shortcuts.usual());
    }

    static ReadTables read(Span span, Shortcuts shortcuts) {
        var reader = new IptablesReader(span.source(), shortcuts);
        var found = Outputs.in(span);
        reader.strays(found.strays());
        found.outputs().forEach(reader::read);
        var tables = reader.drafts.stream().map(TableDraft::finish).toList();
        tables.forEach(reader::missingPolicies);
        var legacy = found.legacy().stream().map(Line::span).toList();
        return new ReadTables(tables, legacy, reader.messages.all());
    }

    /// {@return where the outputs of iptables stand in a text}
    public static List<Output> outputs(Span span) {
        return Outputs.in(span).outputs();
    }

    // In a fragment. The kernel's own is ACCEPT; a host's may be anything.
    private void missingPolicies(Table table) {
        for (Chain chain : table.chains()) {
            if (chain.base().filter(base -> base.policy().isEmpty()).isPresent()) {
                messages.warning(chain.span(), "the policy of chain '" + chain.name() + "' is not in the dump");
            }
        }
    }

    private void read(Output output) {
        Clues clues = Clues.of(output);
        Family family = clues.family();
        String name = output.table().orElseGet(clues::table);
        if (!BuiltIn.isTable(name)) {
            messages.error(
                    output.lines().getFirst().span(),
                    "unknown table '" + name + "', expected filter, nat, mangle, raw or security");
        }
        if (clues.guessesTable()) {
            messages.warning(
                    output.lines().getFirst().span(),
                    "which table this is of is not said: taken for '" + name + "' (a line 'iptables -t " + name
                            + " -nvL' above it says so)");
        }
        TableDraft draft = draft(output, family, name);
        switch (output.form()) {
            case SAVE, RULES -> new DumpReader(source, messages, shortcuts).read(output, draft);
            case LISTING -> new ListingReader(source, messages).read(output, draft);
        }
    }

    // 'iptables -S FORWARD' and 'iptables -S DOCKER' are parts of one table.
    private TableDraft draft(Output output, Family family, String name) {
        var key = new TableKey(family, name, output.origin());
        if (output.form() != Output.Form.SAVE) {
            var chains = Outputs.declared(output);
            Optional<TableDraft> same = Optional.ofNullable(latest.get(key))
                    .filter(d -> chains.stream().noneMatch(d::declares));
            if (same.isPresent()) {
                same.get().extend(output.span());
                return same.get();
            }
        }
        var draft = new TableDraft(family, name, output.origin(), output.span());
        drafts.add(draft);
        latest.put(key, draft);
        return draft;
    }

    // One message for lines that follow each other, and one for what is left when there are many.
    private void strays(List<Line> lines) {
        int runs = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean follows = i > 0
                    && source.line(line.start()) == source.line(lines.get(i - 1).start()) + 1;
            if (follows) {
                continue;
            }
            String text = "'" + DumpReader.shortened(line.text()) + "'";
            if (++runs == MOST_RUNS) {
                String more = text + " and " + (lines.size() - i - 1)
                        + " more lines are not printed by iptables: passed over";
                messages.warning(line.span(), more);
                return;
            }
            String why = Wrapping.isRow(line)
                    ? " is a row of a chain that the paste does not have: passed over"
                    : " is not printed by iptables: passed over";
            messages.warning(line.span(), text + why);
        }
    }
}
