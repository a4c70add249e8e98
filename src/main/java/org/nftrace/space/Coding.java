package org.nftrace.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.nftrace.trace.Meaning;

/// How the numbers of one dimension are coded.
///
/// By the stretch in which they lie, first to last, where no condition tells the numbers of a stretch apart; or, where
/// single bits are asked for, as they are.
final class Coding {
    private final BigInteger[] starts;
    private final BigInteger end;
    private final boolean asIs;
    private final int bits;
    private final int firstLevel;

    private Coding(BigInteger[] starts, BigInteger end, boolean asIs, int firstLevel) {
        this.starts = starts;
        this.end = end;
        this.asIs = asIs;
        this.bits = asIs ? end.bitLength() - 1 : 32 - Integer.numberOfLeadingZeros(starts.length - 1);
        this.firstLevel = firstLevel;
    }

    static Coding asIs(int width, int firstLevel) {
        return new Coding(new BigInteger[0], BigInteger.ONE.shiftLeft(width), true, firstLevel);
    }

    static Coding byStretch(int width, Iterable<Meaning.Range> ranges, int firstLevel) {
        BigInteger end = BigInteger.ONE.shiftLeft(width);
        var cuts = new TreeSet<BigInteger>();
        cuts.add(BigInteger.ZERO);
        for (Meaning.Range range : ranges) {
            cuts.add(range.first());
            cuts.add(range.last().add(BigInteger.ONE));
        }
        return new Coding(cuts.headSet(end).toArray(BigInteger[]::new), end, false, firstLevel);
    }

    /// {@return how many variables it takes}
    int bits() {
        return bits;
    }

    int firstLevel() {
        return firstLevel;
    }

    /// {@return the codes of these ranges, sorted; by stretches, the ranges must end where stretches end}
    ///
    /// Codes that stand for no stretch count as the last, so that every code stands for some number.
    List<Meaning.Range> codes(List<Meaning.Range> ranges) {
        var codes = new ArrayList<Meaning.Range>();
        for (Meaning.Range range : ranges) {
            if (range.first().compareTo(end) < 0 && range.first().compareTo(range.last()) <= 0) {
                BigInteger last = range.last().min(end.subtract(BigInteger.ONE));
                codes.add(asIs ? new Meaning.Range(range.first(), last) : stretches(range.first(), last));
            }
        }
        codes.sort(Comparator.comparing(Meaning.Range::first));
        return codes;
    }

    private Meaning.Range stretches(BigInteger first, BigInteger last) {
        int to = index(last);
        int code = to == starts.length - 1 ? (1 << bits) - 1 : to;
        return new Meaning.Range(BigInteger.valueOf(index(first)), BigInteger.valueOf(code));
    }

    private int index(BigInteger number) {
        int found = Arrays.binarySearch(starts, number);
        return found >= 0 ? found : -found - 2;
    }

    /// {@return the last code that stands for something}
    BigInteger last() {
        return asIs ? end.subtract(BigInteger.ONE) : BigInteger.valueOf(starts.length - 1);
    }

    /// {@return the numbers that have these codes}
    Meaning.Range numbers(Meaning.Range codes) {
        if (asIs) {
            return codes;
        }
        int behind = codes.last().intValue() + 1;
        return new Meaning.Range(
                starts[codes.first().intValue()],
                (behind < starts.length ? starts[behind] : end).subtract(BigInteger.ONE));
    }

    /// {@return numbers of which every packet has one like it: one of each stretch}
    List<BigInteger> examples() {
        return List.of(starts);
    }

    boolean isAsIs() {
        return asIs;
    }
}
