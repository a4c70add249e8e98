package org.nftrace.trace;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A set of numbers as ranges, sorted, with gaps between them.
final class Ranges {
    static final Ranges NONE = new Ranges(new Word[0], new Word[0]);
    static final Ranges ALL = of(Word.ZERO, Word.MAX);
    private static final int MOST_BITS = 128;
    private static final List<Ranges> OF_WIDTH = IntStream.rangeClosed(0, MOST_BITS)
            .mapToObj(bits -> of(Word.ZERO, Word.ones(bits)))
            .toList();

    private final Word[] firsts;
    private final Word[] lasts;

    /// `22`, `80-90`: both ends belong to it.
    record Range(Word first, Word last) {}

    private Ranges(Word[] firsts, Word[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
    }

    static Ranges of(Word only) {
        return of(only, only);
    }

    static Ranges of(long only) {
        return of(Word.of(only));
    }

    static Ranges of(long... numbers) {
        return ofAll(Arrays.stream(numbers)
                .mapToObj(n -> new Range(Word.of(n), Word.of(n)))
                .toList());
    }

    /// {@return all from `first` to `last`; none when they are the wrong way round, as the kernel has it}
    static Ranges of(Word first, Word last) {
        return first.compareTo(last) > 0 ? NONE : new Ranges(new Word[] {first}, new Word[] {last});
    }

    /// {@return all numbers of so many bits}
    static Ranges ofWidth(int bits) {
        return OF_WIDTH.get(Math.min(bits, MOST_BITS));
    }

    static Ranges ofAll(Collection<Range> ranges) {
        var sorted = ranges.stream()
                .filter(r -> r.first().compareTo(r.last()) <= 0)
                .sorted((a, b) -> a.first().compareTo(b.first()))
                .toList();
        var merged = new Merged(sorted.size());
        sorted.forEach(r -> merged.add(r.first(), r.last()));
        return merged.done();
    }

    /// {@return the numbers of `0 … 2^bits - 1` that the predicate takes; for few bits only}
    static Ranges where(int bits, LongPredicate predicate) {
        var merged = new Merged(16);
        for (long n = 0; n < 1L << bits; n++) {
            if (predicate.test(n)) {
                merged.add(Word.of(n), Word.of(n));
            }
        }
        return merged.done();
    }

    boolean contains(Word word) {
        return contains(word.high(), word.low());
    }

    /// {@return whether the number of 128 bits that has these halves is one of them}
    boolean contains(long upper, long lower) {
        int low = 0;
        int high = firsts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (lasts[middle].compareTo(upper, lower) < 0) {
                low = middle + 1;
            } else if (firsts[middle].compareTo(upper, lower) > 0) {
                high = middle - 1;
            } else {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return firsts.length == 0;
    }

    boolean isAll() {
        return firsts.length == 1 && firsts[0].equals(Word.ZERO) && lasts[0].equals(Word.MAX);
    }

    /// {@return the one number of the set, if it has just one}
    Optional<Word> only() {
        return firsts.length == 1 && firsts[0].equals(lasts[0]) ? Optional.of(firsts[0]) : Optional.empty();
    }

    /// {@return the lowest number, of a set that has one}
    Word first() {
        return firsts[0];
    }

    /// {@return the highest number, of a set that has one}
    Word last() {
        return lasts[lasts.length - 1];
    }

    static Ranges union(Collection<Ranges> sets) {
        return ofAll(sets.stream().flatMap(s -> s.list().stream()).toList());
    }

    Ranges and(Ranges other) {
        if (isAll()) {
            return other;
        }
        if (other.isAll()) {
            return this;
        }
        var merged = new Merged(Math.max(firsts.length, other.firsts.length));
        int mine = 0;
        int theirs = 0;
        while (mine < firsts.length && theirs < other.firsts.length) {
            Word first = max(firsts[mine], other.firsts[theirs]);
            Word last = min(lasts[mine], other.lasts[theirs]);
            if (first.compareTo(last) <= 0) {
                merged.add(first, last);
            }
            if (lasts[mine].compareTo(other.lasts[theirs]) < 0) {
                mine++;
            } else {
                theirs++;
            }
        }
        return merged.done();
    }

    Ranges or(Ranges other) {
        return union(List.of(this, other));
    }

    /// {@return all 128-bit numbers that are not in the set}
    Ranges not() {
        var merged = new Merged(firsts.length + 1);
        Word from = Word.ZERO;
        for (int i = 0; i < firsts.length; i++) {
            if (from.compareTo(firsts[i]) < 0) {
                merged.add(from, firsts[i].previous());
            }
            if (lasts[i].equals(Word.MAX)) {
                return merged.done();
            }
            from = lasts[i].next();
        }
        merged.add(from, Word.MAX);
        return merged.done();
    }

    boolean overlaps(Ranges other) {
        int mine = 0;
        int theirs = 0;
        while (mine < firsts.length && theirs < other.firsts.length) {
            if (lasts[mine].compareTo(other.firsts[theirs]) < 0) {
                mine++;
            } else if (other.lasts[theirs].compareTo(firsts[mine]) < 0) {
                theirs++;
            } else {
                return true;
            }
        }
        return false;
    }

    /// {@return whether all of `other` is in this set}
    boolean covers(Ranges other) {
        int mine = 0;
        for (int theirs = 0; theirs < other.firsts.length; theirs++) {
            while (mine < firsts.length && lasts[mine].compareTo(other.firsts[theirs]) < 0) {
                mine++;
            }
            if (mine == firsts.length
                    || firsts[mine].compareTo(other.firsts[theirs]) > 0
                    || lasts[mine].compareTo(other.lasts[theirs]) < 0) {
                return false;
            }
        }
        return true;
    }

    List<Range> list() {
        return IntStream.range(0, firsts.length)
                .mapToObj(i -> new Range(firsts[i], lasts[i]))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ranges r && Arrays.equals(firsts, r.firsts) && Arrays.equals(lasts, r.lasts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(lasts);
    }

    @Override
    public String toString() {
        return list().stream()
                .map(r -> r.first().equals(r.last()) ? r.first().toString() : r.first() + "-" + r.last())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Word max(Word a, Word b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Word min(Word a, Word b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /// Takes ranges in the order of their beginnings and joins those that meet.
    private static final class Merged {
        private Word[] firsts;
        private Word[] lasts;
        private int count;

        Merged(int expected) {
            firsts = new Word[Math.max(1, expected)];
            lasts = new Word[firsts.length];
        }

        void add(Word first, Word last) {
            if (count > 0
                    && (lasts[count - 1].equals(Word.MAX)
                            || lasts[count - 1].next().compareTo(first) >= 0)) {
                lasts[count - 1] = max(lasts[count - 1], last);
                return;
            }
            if (count == firsts.length) {
                firsts = Arrays.copyOf(firsts, count * 2);
                lasts = Arrays.copyOf(lasts, count * 2);
            }
            firsts[count] = first;
            lasts[count++] = last;
        }

        Ranges done() {
            return count == 0 ? NONE : new Ranges(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
        }
    }
}
