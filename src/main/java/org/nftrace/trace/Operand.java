package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The left side of a comparison, bit for bit: `ip dscp` is the upper six bits of a byte, `meta mark & 0xff` a mark of
/// which all but the lowest eight bits are 0, `@th,0,32` two ports side by side.
///
/// A comparison is put in terms of the quantities themselves wherever that is possible, so that what was learnt by a
/// mask holds for the whole and the other way round.
///
/// @param slices from the most significant down
record Operand(List<Slice> slices) {
    /// A run of bits of one origin.
    sealed interface Slice {
        int length();

        /// The same in every packet.
        record Constant(Word bits, int length) implements Slice {}

        /// `length` bits of a quantity, the lowest of which is its bit `low`.
        record Part(Quantity of, int low, int length, boolean inverted) implements Slice {
            boolean isWhole() {
                return low == 0 && length == of.width() && !inverted;
            }
        }
    }

    Operand {
        slices = List.copyOf(slices);
    }

    static Operand of(Quantity quantity) {
        return new Operand(List.of(new Slice.Part(quantity, 0, quantity.width(), false)));
    }

    static Operand constant(Word bits, int length) {
        return new Operand(List.of(new Slice.Constant(bits, length)));
    }

    int width() {
        int width = 0;
        for (Slice slice : slices) {
            width += slice.length();
        }
        return width;
    }

    /// {@return `length` bits, `offset` bits from the left}
    Operand extract(int offset, int length) {
        var taken = new ArrayList<Slice>();
        int from = 0;
        for (Slice slice : slices) {
            int start = Math.max(offset, from);
            int end = Math.min(offset + length, from + slice.length());
            if (start < end) {
                taken.add(cut(slice, from + slice.length() - end, end - start));
            }
            from += slice.length();
        }
        return new Operand(taken);
    }

    private static Slice cut(Slice slice, int low, int length) {
        return switch (slice) {
            case Slice.Constant(Word bits, _) ->
                new Slice.Constant(bits.shiftRight(low).and(Word.ones(length)), length);
            case Slice.Part part -> new Slice.Part(part.of(), part.low() + low, length, part.inverted());
        };
    }

    /// {@return the same number in at least so many bits}
    Operand widened(int bits) {
        if (bits <= width()) {
            return this;
        }
        var wide = new ArrayList<Slice>();
        wide.add(new Slice.Constant(Word.ZERO, bits - width()));
        wide.addAll(slices);
        return new Operand(wide);
    }

    Operand shiftLeft(int count) {
        var moved = new ArrayList<>(slices);
        moved.add(new Slice.Constant(Word.ZERO, count));
        var longer = new Operand(moved);
        int width = Math.max(32, width());
        return longer.widened(width).extract(longer.widened(width).width() - width, width);
    }

    Operand shiftRight(int count) {
        return count >= width()
                ? constant(Word.ZERO, width())
                : extract(0, width() - count).widened(width());
    }

    Operand and(Word mask) {
        return bitwise(mask, (slice, ones) -> ones ? slice : new Slice.Constant(Word.ZERO, slice.length()));
    }

    Operand or(Word mask) {
        return bitwise(
                mask, (slice, ones) -> ones ? new Slice.Constant(Word.ones(slice.length()), slice.length()) : slice);
    }

    Operand xor(Word mask) {
        return bitwise(mask, (slice, ones) -> ones ? inverted(slice) : slice);
    }

    private static Slice inverted(Slice slice) {
        return switch (slice) {
            case Slice.Constant(Word bits, int length) -> new Slice.Constant(bits.xor(Word.ones(length)), length);
            case Slice.Part part -> new Slice.Part(part.of(), part.low(), part.length(), !part.inverted());
        };
    }

    private interface Bitwise {
        Slice apply(Slice slice, boolean ones);
    }

    // Cuts the slices where the mask changes between zeros and ones.
    private Operand bitwise(Word mask, Bitwise operation) {
        var result = new ArrayList<Slice>();
        int low = width();
        for (Slice slice : slices) {
            low -= slice.length();
            int top = slice.length();
            while (top > 0) {
                boolean ones = mask.bit(low + top - 1);
                int bottom = top - 1;
                while (bottom > 0 && mask.bit(low + bottom - 1) == ones) {
                    bottom--;
                }
                result.add(operation.apply(cut(slice, bottom, top - bottom), ones));
                top = bottom;
            }
        }
        return new Operand(result).tidy();
    }

    // Constants side by side are one; so are neighbouring parts of one quantity.
    private Operand tidy() {
        var result = new ArrayList<Slice>();
        for (Slice slice : slices) {
            Optional<Slice> joined = result.isEmpty() ? Optional.empty() : join(result.getLast(), slice);
            joined.ifPresent(j -> result.set(result.size() - 1, j));
            if (joined.isEmpty()) {
                result.add(slice);
            }
        }
        return new Operand(result);
    }

    private static Optional<Slice> join(Slice upper, Slice lower) {
        if (upper instanceof Slice.Constant a && lower instanceof Slice.Constant b) {
            int length = a.length() + b.length();
            return Optional.of(new Slice.Constant(a.bits().shiftLeft(b.length()).or(b.bits()), length));
        }
        if (upper instanceof Slice.Part a
                && lower instanceof Slice.Part b
                && a.of().equals(b.of())
                && a.inverted() == b.inverted()
                && a.low() == b.low() + b.length()) {
            return Optional.of(new Slice.Part(b.of(), b.low(), a.length() + b.length(), b.inverted()));
        }
        return Optional.empty();
    }

    List<Slice.Part> parts() {
        return slices.stream()
                .filter(Slice.Part.class::isInstance)
                .map(Slice.Part.class::cast)
                .toList();
    }

    List<Quantity> quantities() {
        return parts().stream().map(Slice.Part::of).distinct().toList();
    }

    /// {@return the quantity that this is, unchanged, if it is one}
    Optional<Quantity> whole() {
        return slices.size() == 1 && slices.getFirst() instanceof Slice.Part part && part.isWhole()
                ? Optional.of(part.of())
                : Optional.empty();
    }

    /// {@return the condition that this number is in the set}
    Criterion in(Ranges numbers, Shown shown) {
        return new Preimage(this, shown).of(numbers);
    }

    // The number that comes of these values of the quantities, in their order.
    Word compose(List<Word> values) {
        List<Quantity> quantities = quantities();
        Word number = Word.ZERO;
        for (Slice slice : slices) {
            Word bits = switch (slice) {
                case Slice.Constant(Word fixed, _) -> fixed;
                case Slice.Part part -> bits(part, values.get(quantities.indexOf(part.of())));
            };
            number = number.shiftLeft(slice.length()).or(bits);
        }
        return number;
    }

    private static Word bits(Slice.Part part, Word value) {
        Word bits = value.shiftRight(part.low()).and(Word.ones(part.length()));
        return part.inverted() ? bits.xor(Word.ones(part.length())) : bits;
    }

    /// {@return what the number is, or may be}
    Possible read(View view) {
        if (slices.size() == 1 && slices.getFirst() instanceof Slice.Part part && part.isWhole()) {
            return part.of().read(view);
        }
        var values = new ArrayList<Word>();
        var rests = new ArrayList<Assumption>();
        for (Quantity quantity : quantities()) {
            switch (quantity.read(view)) {
                case Possible.One(Word value, List<Assumption> by) -> {
                    values.add(value);
                    rests.addAll(by);
                }
                case Possible.Several open -> {
                    return somehow(open.question());
                }
            }
        }
        return new Possible.One(compose(values), rests);
    }

    // Nothing is learnt of it as a whole: conditions speak of the quantities it is made of.
    private Possible somehow(Question question) {
        Ranges all = Ranges.ofWidth(width());
        return new Possible.Several(new Variable.Chance(), all, all, List.of(), question);
    }
}
