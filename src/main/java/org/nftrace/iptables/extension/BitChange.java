package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;

import java.util.Optional;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// What becomes of a mark: `(mark & kept) ^ flipped`. All that nft's `&`, `|` and `^` do to a word can be said so, and
/// it is what `--set-xmark flipped/~kept` does.
record BitChange(long kept, long flipped) {

    /// {@return what an expression over the word itself makes of it; empty when it looks at something else}
    static Optional<BitChange> of(Selector word, Expression expression) {
        return switch (expression) {
            case Value.Number(long number) -> Optional.of(new BitChange(0, number));
            case Selector.Binary(var left, var operator, Value right)
            when isNumber(right) ->
                of(word, left)
                        .flatMap(change ->
                                change.then(operator, Normal.bits(right).longValue()));
            case Selector selector when selector.equals(word) -> Optional.of(new BitChange(WORD, 0));
            case Selector _, Value _ -> Optional.empty();
        };
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Number || value instanceof Value.Bits;
    }

    private Optional<BitChange> then(Selector.Operator operator, long bits) {
        return switch (operator) {
            case AND -> Optional.of(new BitChange(kept & bits, flipped & bits));
            case OR -> Optional.of(new BitChange(kept & ~bits, flipped & ~bits | bits));
            case XOR -> Optional.of(new BitChange(kept, flipped ^ bits));
            case SHIFT_LEFT, SHIFT_RIGHT -> Optional.empty();
        };
    }

    /// {@return `0x1/0xffffffff`: the bits to flip and those not to keep}
    String xmark() {
        return Numbers.hex(flipped) + "/" + Numbers.hex(~kept & WORD);
    }

    Expression expression(Selector word) {
        return new Selector.Binary(Terms.and(word, kept), Selector.Operator.XOR, Terms.number(flipped));
    }
}
