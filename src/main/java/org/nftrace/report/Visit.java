package org.nftrace.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.trace.Step;

/// A chain as the walk met it once, with what stands in the margin beside its lines.
///
/// Lines are counted like rules, from 1; before them are the one that opens the chain and the one with hook and policy,
/// after them the one that closes it.
final class Visit {
    static final int OPENING = -1;
    static final int HOOK = 0;

    private final Table table;
    private final Chain chain;
    private final List<Mark> marks = new ArrayList<>();
    private final Map<Integer, Step.PassedOver> passed = new HashMap<>();

    /// What stands in the margin: `(2)->`, `->(3)`, `↓`.
    ///
    /// @param column where it would stand if the margin were wide enough
    /// @param run    the marks that move together when it is not
    record Mark(int line, int column, String text, Run run) {
        static final String PASSED = "↓";

        int end() {
            return column + Width.of(text);
        }

        boolean isPassed() {
            return text.equals(PASSED);
        }
    }

    /// The marks from where the walk lands in a chain to where it leaves it.
    static final class Run {}

    Visit(Table table, Chain chain) {
        this.table = table;
        this.chain = chain;
    }

    Table table() {
        return table;
    }

    Chain chain() {
        return chain;
    }

    /// {@return whether the dump writes the chain's rules inside of it, as nft does, and not below its name, as
    /// iptables does}
    boolean isNested() {
        return Lines.opening(chain.span()).endsWith("{");
    }

    List<Mark> marks() {
        return marks;
    }

    int closing() {
        return chain.rules().size() + 1;
    }

    List<Mark> marks(int line) {
        return marks.stream().filter(m -> m.line() == line).toList();
    }

    /// {@return where the marks of a line end, 0 when it has none}
    int end(int line) {
        return marks.stream()
                .filter(m -> m.line() == line)
                .mapToInt(Mark::end)
                .max()
                .orElse(0);
    }

    void pass(Step.PassedOver step) {
        passed.put(step.place().index(), step);
    }

    Map<Integer, Step.PassedOver> passed() {
        return passed;
    }
}
