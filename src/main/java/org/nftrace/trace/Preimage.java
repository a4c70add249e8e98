package org.nftrace.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.trace.Operand.Slice;

/// Turns a condition on an operand into one on the quantities that it is made of.
record Preimage(Operand operand, Shown shown) {
    /// Quantities of at most so many bits are searched value by value.
    private static final int SMALL = 16;

    /// {@return the condition that the operand is in the set}
    Criterion of(Ranges numbers) {
        Ranges wanted = numbers.and(Ranges.ofWidth(operand.width()));
        if (operand.whole().isPresent()) {
            return new Criterion.Atom(operand.whole().get(), wanted, shown);
        }
        List<Slice.Part> parts = operand.parts();
        if (parts.isEmpty()) {
            return Criterion.constant(wanted.contains(operand.compose(List.of())));
        }
        if (parts.size() == 1 && !parts.getFirst().inverted()) {
            return bits(parts.getFirst(), ofPart(wanted, parts.getFirst()));
        }
        List<Quantity> quantities = operand.quantities();
        return quantities.size() == 1 && quantities.getFirst().width() <= SMALL
                ? searched(wanted, quantities.getFirst())
                : severalParts(wanted);
    }

    private Criterion searched(Ranges wanted, Quantity quantity) {
        Ranges origins = Ranges.where(quantity.width(), n -> wanted.contains(operand.compose(List.of(Word.of(n)))));
        return new Criterion.Atom(quantity, origins, shown);
    }

    // Constants stand around the part: each range of sums is a range of the part.
    private Ranges ofPart(Ranges wanted, Slice.Part part) {
        int below = operand.slices().getLast() instanceof Slice.Constant constant ? constant.length() : 0;
        BigInteger fixed = operand.compose(List.of(Word.ZERO)).toBigInteger();
        BigInteger unit = BigInteger.ONE.shiftLeft(below);
        BigInteger most = Word.ones(part.length()).toBigInteger();
        var ranges = new ArrayList<Ranges.Range>();
        for (Ranges.Range range : wanted.list()) {
            BigInteger first =
                    ceiling(range.first().toBigInteger().subtract(fixed), unit).max(BigInteger.ZERO);
            BigInteger last =
                    floor(range.last().toBigInteger().subtract(fixed), unit).min(most);
            if (first.compareTo(last) <= 0) {
                ranges.add(new Ranges.Range(Word.of(first), Word.of(last)));
            }
        }
        return Ranges.ofAll(ranges);
    }

    private static BigInteger floor(BigInteger number, BigInteger unit) {
        return number.subtract(number.mod(unit)).divide(unit);
    }

    private static BigInteger ceiling(BigInteger number, BigInteger unit) {
        return floor(number.add(unit).subtract(BigInteger.ONE), unit);
    }

    // The upper bits of a number being in a range, the number is in one.
    private Criterion bits(Slice.Part part, Ranges wanted) {
        Quantity of = part.of();
        if (part.low() + part.length() == of.width()) {
            Ranges whole = Ranges.ofAll(wanted.list().stream()
                    .map(r -> new Ranges.Range(
                            r.first().shiftLeft(part.low()),
                            r.last().shiftLeft(part.low()).or(Word.ones(part.low()))))
                    .toList());
            return new Criterion.Atom(of, whole, shown);
        }
        return of.width() <= SMALL
                ? new Criterion.Atom(of, around(part, wanted), shown)
                : new Criterion.Atom(new Quantity.Bits(of, part.low(), part.length()), wanted, shown);
    }

    // Every number whose bits at the part's place are wanted, whatever stands above and below them.
    private static Ranges around(Slice.Part part, Ranges wanted) {
        int above = part.low() + part.length();
        Word below = Word.ones(part.low());
        List<Ranges.Range> inside = wanted.list();
        var ranges = new ArrayList<Ranges.Range>();
        for (long top = 0; top < 1L << part.of().width() - above; top++) {
            Word upper = Word.of(top << above);
            for (Ranges.Range range : inside) {
                Word first = upper.or(range.first().shiftLeft(part.low()));
                Word last = upper.or(range.last().shiftLeft(part.low())).or(below);
                ranges.add(new Ranges.Range(first, last));
            }
        }
        return Ranges.ofAll(ranges);
    }

    private Criterion severalParts(Ranges wanted) {
        Optional<Word> allBut =
                wanted.not().and(Ranges.ofWidth(operand.width())).only();
        return allBut.isPresent()
                ? between(operand.slices(), allBut.get(), allBut.get()).not()
                : Criterion.any(wanted.list().stream()
                        .map(r -> between(operand.slices(), r.first(), r.last()))
                        .toList());
    }

    // As one compares numbers digit by digit: the first slice lies between those of the ends, or is that of an end and
    // the rest decides.
    private Criterion between(List<Slice> slices, Word least, Word most) {
        int restWidth = slices.stream().skip(1).mapToInt(Slice::length).sum();
        Word restMost = Word.ones(restWidth);
        if (slices.isEmpty()) {
            return Criterion.constant(true);
        }
        Slice slice = slices.getFirst();
        List<Slice> rest = slices.subList(1, slices.size());
        Word low = least.shiftRight(restWidth);
        Word high = most.shiftRight(restWidth);
        Word restLow = least.and(restMost);
        Word restHigh = most.and(restMost);
        if (low.equals(high)) {
            return Criterion.all(List.of(within(slice, low, low)), between(rest, restLow, restHigh));
        }
        boolean lowWhole = restLow.equals(Word.ZERO);
        boolean highWhole = restHigh.equals(restMost);
        var ways = new ArrayList<Criterion>();
        ways.add(within(slice, lowWhole ? low : low.next(), highWhole ? high : high.previous()));
        if (!lowWhole) {
            ways.add(Criterion.all(List.of(within(slice, low, low)), between(rest, restLow, restMost)));
        }
        if (!highWhole) {
            ways.add(Criterion.all(List.of(within(slice, high, high)), between(rest, Word.ZERO, restHigh)));
        }
        return Criterion.any(ways);
    }

    private Criterion within(Slice slice, Word low, Word high) {
        return switch (slice) {
            case Slice.Constant(Word fixed, _) ->
                Criterion.constant(Ranges.of(low, high).contains(fixed));
            case Slice.Part part
            when part.inverted() -> {
                Word ones = Word.ones(part.length());
                yield bits(part, Ranges.of(high.xor(ones), low.xor(ones)));
            }
            case Slice.Part part -> bits(part, Ranges.of(low, high));
        };
    }
}
