package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// How tightly the bit operators bind, the tightest first, as in C.
enum Precedence {
    SHIFT,
    AND,
    XOR,
    OR;

    static Precedence of(Selector.Operator operator) {
        return switch (operator) {
            case SHIFT_LEFT, SHIFT_RIGHT -> SHIFT;
            case AND -> AND;
            case XOR -> XOR;
            case OR -> OR;
        };
    }

    /// {@return the operands joined by their operators; what is constant becomes one value}
    static Expression tree(List<Expression> operands, List<Selector.Operator> operators, Kind kind) {
        List<Expression> sides = new ArrayList<>(operands);
        List<Selector.Operator> left = new ArrayList<>(operators);
        for (Precedence precedence : values()) {
            int at = 0;
            while (at < left.size()) {
                if (of(left.get(at)) == precedence) {
                    Expression right = sides.remove(at + 1);
                    sides.set(at, join(sides.get(at), left.remove(at), right, kind));
                } else {
                    at++;
                }
            }
        }
        return sides.getFirst();
    }

    private static Expression join(Expression left, Selector.Operator operator, Expression right, Kind kind) {
        if (left instanceof Value first && right instanceof Value second) {
            if (operator == Selector.Operator.OR && kind.type().isBitField()) {
                return bits(first, second);
            }
            if (first instanceof Value.Number(var a) && second instanceof Value.Number(var b)) {
                return new Value.Number(folded(a, operator, b));
            }
        }
        return new Selector.Binary(left, operator, right);
    }

    private static Value bits(Value first, Value second) {
        List<Value> bits = new ArrayList<>(first instanceof Value.Bits(var before) ? before : List.of(first));
        bits.add(second);
        return new Value.Bits(bits);
    }

    private static long folded(long left, Selector.Operator operator, long right) {
        return switch (operator) {
            case AND -> left & right;
            case OR -> left | right;
            case XOR -> left ^ right;
            case SHIFT_LEFT -> left << right;
            case SHIFT_RIGHT -> left >>> right;
        };
    }
}
