package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;

/// What is looked up in a set or map: one field, or several side by side. All of its parts must be there.
///
/// @param cases no two of them hold for one packet
record Key(Expression expression, List<DataType> types, List<Case> cases) {

    /// @param guards all of them hold
    record Case(List<Criterion> guards, List<Operand> parts) {
        Case {
            guards = List.copyOf(guards);
            parts = List.copyOf(parts);
        }

        private Case with(Source.Case next) {
            var moreGuards = new ArrayList<>(guards);
            moreGuards.addAll(next.guards());
            var moreParts = new ArrayList<>(parts);
            moreParts.add(next.operand());
            return new Case(moreGuards, moreParts);
        }

        List<Possible> read(View view) {
            return parts.stream().map(p -> p.read(view)).toList();
        }
    }

    Key {
        types = List.copyOf(types);
        cases = List.copyOf(cases);
    }

    static Key of(Expression expression, List<Source> parts) {
        List<Case> cases = List.of(new Case(List.of(), List.of()));
        for (Source part : parts) {
            cases = cases.stream()
                    .flatMap(c -> part.cases().stream().map(c::with))
                    .toList();
        }
        return new Key(expression, parts.stream().map(Source::type).toList(), cases);
    }

    Shown shown(Case of) {
        var parts = new ArrayList<Shown.Part>();
        for (int i = 0; i < types.size(); i++) {
            parts.add(new Shown.Part(of.parts().get(i), types.get(i)));
        }
        return new Shown(expression, parts);
    }
}
