package org.nftrace.space;

import java.util.ArrayList;
import java.util.List;

/// The union of many sets. Sets of like size meet, so that none is copied often: a diagram grows with all that it
/// holds, and to add a thousand rules to it one by one copies it a thousand times.
final class Pile {
    private final PacketSet none;
    private final List<Block> blocks = new ArrayList<>();

    /// @param size how many sets it is made of
    private record Block(PacketSet set, int size) {}

    Pile(PacketSet none) {
        this.none = none;
    }

    /// Adds a set, which may be released then.
    void add(PacketSet set) {
        if (set.isEmpty()) {
            return;
        }
        blocks.add(new Block(set.kept(), 1));
        while (blocks.size() > 1
                && blocks.getLast().size() >= blocks.get(blocks.size() - 2).size()) {
            meet();
        }
    }

    private void meet() {
        Block second = blocks.removeLast();
        Block first = blocks.removeLast();
        blocks.add(new Block(first.set().or(second.set()), first.size() + second.size()));
        first.set().release();
        second.set().release();
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /// {@return all of them; the pile keeps it}
    PacketSet union() {
        while (blocks.size() > 1) {
            meet();
        }
        return isEmpty() ? none : blocks.getFirst().set();
    }

    /// {@return what a set has besides them; to be released by who asked}
    PacketSet takenFrom(PacketSet set) {
        PacketSet left = set.kept();
        for (Block block : blocks) {
            if (!left.isEmpty()) {
                PacketSet less = left.minus(block.set());
                left.release();
                left = less;
            }
        }
        return left;
    }

    void clear() {
        blocks.forEach(block -> block.set().release());
        blocks.clear();
    }
}
