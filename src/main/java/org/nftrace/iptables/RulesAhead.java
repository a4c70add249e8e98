package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Rule;
import org.nftrace.text.Ahead;
import org.nftrace.text.Messages;
import org.nftrace.text.Shortcuts;

/// The rules of a long output that were read before its reader came to them, as long as no other chain is declared.
final class RulesAhead implements AutoCloseable {
    private final Output output;
    private final TableDraft table;
    private final boolean complete;
    private final Shortcuts shortcuts;
    private Ahead<Appended> ahead = Ahead.none();
    private boolean looked;
    private int declared;

    /// What `-A CHAIN …` adds.
    record Appended(String chain, Rule rule) {}

    RulesAhead(Output output, TableDraft table, boolean complete, Shortcuts shortcuts) {
        this.output = output;
        this.table = table;
        this.complete = complete;
        this.shortcuts = shortcuts;
    }

    /// {@return what a line appends; with the first that is asked for, it begins to look ahead}
    Optional<Appended> appended(Line line) {
        if (!looked) {
            looked = true;
            look(line.start(), output.span().end());
        }
        return declared == table.declarations() ? ahead.at(line.start()).map(Ahead.Read::what) : Optional.empty();
    }

    private void look(int start, int end) {
        if (Ahead.isWorthwhile(start, end, shortcuts)) {
            declared = table.declarations();
            ahead = Ahead.of(start, end, shortcuts, scout());
        }
    }

    private Scout scout() {
        var messages = new Messages();
        var reader = new DumpReader(output.span().source(), messages, shortcuts.alone());
        return new Scout(output.lines(), reader, messages, table.withoutRules(), complete);
    }

    @Override
    public void close() {
        ahead.close();
    }

    /// Reads lines into a table of its own, and keeps those of which there is nothing else to say.
    private record Scout(List<Line> lines, DumpReader reader, Messages messages, TableDraft table, boolean complete)
            implements Ahead.Reader<Appended> {

        @Override
        public List<Ahead.Read<Appended>> read(int from, int to) {
            List<Ahead.Read<Appended>> read = new ArrayList<>();
            for (int i = firstAt(from); i < lines.size() && lines.get(i).start() < to; i++) {
                Line line = lines.get(i);
                if (line.appends()) {
                    Optional<Appended> appended = reader.appended(line, table, complete);
                    if (appended.isPresent() && messages.count() == 0) {
                        read.add(new Ahead.Read<>(line.start(), line.end(), appended.get()));
                    }
                    messages.forget();
                }
            }
            return read;
        }

        private int firstAt(int place) {
            int low = 0;
            int high = lines.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (lines.get(middle).start() < place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
