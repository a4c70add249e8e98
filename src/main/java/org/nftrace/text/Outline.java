package org.nftrace.text;

/// What a line has in common with others: its text but for the numbers, IPv4 addresses and quoted strings in it, its
/// *gaps*. Dumps of thousands of rules have some dozens of outlines; lines of one outline are equal, as keys of a map.
public final class Outline {
    private final String text;
    private final int start;
    private final int end;
    private final int[] gaps;
    private final long kinds;
    private final int hash;

    /// @param gaps  where each begins and ends
    /// @param kinds which are numbers, which addresses and which strings
    /// @param hash  of all that is no gap
    Outline(String text, int start, int end, int[] gaps, long kinds, int hash) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.gaps = gaps;
        this.kinds = kinds;
        this.hash = hash;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /// {@return how many gaps there are}
    public int gaps() {
        return gaps.length / 2;
    }

    public int gapStart(int gap) {
        return gaps[2 * gap];
    }

    public int gapEnd(int gap) {
        return gaps[2 * gap + 1];
    }

    /// {@return how many gaps end at or before an offset}
    public int gapsBefore(int offset) {
        int before = 0;
        while (before < gaps() && gapEnd(before) <= offset) {
            before++;
        }
        return before;
    }

    /// {@return where that stands in `other`, a line of this outline, which stands at `offset` here, in no gap}
    public int counterpart(int offset, Outline other) {
        return offset + shift(gapsBefore(offset), other);
    }

    /// {@return how much further on in `other`, a line of this outline, stands what has so many gaps before it}
    public int shift(int before, Outline other) {
        return before == 0 ? other.start - start : other.gapEnd(before - 1) - gapEnd(before - 1);
    }

    /// {@return whether the gaps from `first` to before `last` hold the same in `other`, a line of this outline}
    public boolean holdsSame(int first, int last, Outline other) {
        for (int gap = first; gap < last; gap++) {
            int length = gapEnd(gap) - gapStart(gap);
            boolean same = other.gapEnd(gap) - other.gapStart(gap) == length
                    && text.regionMatches(gapStart(gap), other.text, other.gapStart(gap), length);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Outline other
                && hash == other.hash
                && kinds == other.kinds
                && gaps.length == other.gaps.length
                && isSameAround(other);
    }

    private boolean isSameAround(Outline other) {
        int at = start;
        int there = other.start;
        for (int gap = 0; gap <= gaps(); gap++) {
            int to = gap < gaps() ? gapStart(gap) : end;
            int toThere = gap < gaps() ? other.gapStart(gap) : other.end;
            if (to - at != toThere - there || !text.regionMatches(at, other.text, there, to - at)) {
                return false;
            }
            at = gap < gaps() ? gapEnd(gap) : end;
            there = gap < gaps() ? other.gapEnd(gap) : other.end;
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
