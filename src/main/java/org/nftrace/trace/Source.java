package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;

/// Where the value of an expression comes from: the cases in which there is one. In no case: the packet has no such
/// field.
///
/// @param expression as it stands in the rule
/// @param cases      no two of them hold for one packet
record Source(Expression expression, DataType type, List<Case> cases) {

    /// @param guards all of them hold
    record Case(List<Criterion> guards, Operand operand) {
        public Case {
            guards = List.copyOf(guards);
        }

        Case guarded(List<Criterion> more) {
            var all = new ArrayList<>(more);
            all.addAll(guards);
            return new Case(all, operand);
        }
    }

    Source {
        cases = List.copyOf(cases);
    }

    static Source of(Expression expression, DataType type, List<Criterion> guards, Operand operand) {
        return new Source(expression, type, List.of(new Case(guards, operand)));
    }

    static Source of(Expression expression, DataType type, Quantity quantity) {
        return of(expression, type, List.of(), Operand.of(quantity));
    }

    Source map(Expression of, UnaryOperator<Operand> change) {
        return new Source(
                of,
                type,
                cases.stream()
                        .map(c -> new Case(c.guards(), change.apply(c.operand())))
                        .toList());
    }
}
