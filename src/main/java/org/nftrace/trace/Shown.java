package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Value;

/// What of a packet is shown beside a condition that failed; without parts, nothing.
record Shown(Expression expression, List<Part> parts) {

    /// One field of what is shown, and how it is spelled.
    record Part(Operand operand, DataType type) {}

    Shown {
        parts = List.copyOf(parts);
    }

    static Shown of(Expression expression, Operand operand, DataType type) {
        return new Shown(expression, List.of(new Part(operand, type)));
    }

    /// {@return what the packet has there, or empty when it is not known}
    Optional<Seen> seen(View view) {
        return value(view).map(v -> new Seen(expression, v));
    }

    private Optional<Value> value(View view) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var values = new ArrayList<Value>();
        for (Part part : parts) {
            if (!(part.operand().read(view) instanceof Possible.One(Word word, _))) {
                return Optional.empty();
            }
            values.add(Words.value(word, part.type(), part.operand().width()));
        }
        return Optional.of(values.size() == 1 ? values.getFirst() : new Value.Concatenation(values));
    }
}
