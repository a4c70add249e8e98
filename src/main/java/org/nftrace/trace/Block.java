package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `10.0.0.0/8`, `1024-2047`, `eth*`, `22`: all numbers that differ only in their lowest `free` bits.
///
/// Who looks for the blocks that hold a number need try only as many as there are sizes.
record Block(Word first, int free) {
    private static final int MOST = 64;

    /// {@return the block of that size that holds the number}
    static Block around(Word number, int free) {
        return free == 0
                ? new Block(number, 0)
                : new Block(number.and(Word.ones(free).xor(Word.MAX)), free);
    }

    /// {@return blocks that make up the ranges, unless that takes very many}
    static Optional<List<Block>> of(Ranges ranges) {
        var blocks = new ArrayList<Block>();
        for (Ranges.Range range : ranges.list()) {
            Word from = range.first();
            while (true) {
                Block largest = largest(from, range.last());
                blocks.add(largest);
                if (blocks.size() > MOST) {
                    return Optional.empty();
                }
                if (largest.last().equals(range.last())) {
                    break;
                }
                from = largest.last().next();
            }
        }
        return Optional.of(blocks);
    }

    private Word last() {
        return first.or(Word.ones(free));
    }

    // The largest that begins at the number and does not go beyond the last.
    private static Block largest(Word from, Word last) {
        int free = 0;
        while (free < 128 && !from.bit(free) && new Block(from, free + 1).last().compareTo(last) <= 0) {
            free++;
        }
        return new Block(from, free);
    }
}
