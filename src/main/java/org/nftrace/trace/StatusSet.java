package org.nftrace.trace;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;
import org.nftrace.trace.Connection.Status;

/// Bits of `ct status`, as the kernel keeps them: in one word. Every packet of a connection sets some.
final class StatusSet extends AbstractSet<Status> {
    private static final Status[] ALL = Status.values();

    private final long word;

    private StatusSet(long word) {
        this.word = word;
    }

    static StatusSet of(Collection<Status> bits) {
        return bits instanceof StatusSet made ? made : new StatusSet(0).and(bits.toArray(Status[]::new));
    }

    /// {@return these and those}
    StatusSet and(Status... bits) {
        long more = word;
        for (Status bit : bits) {
            more |= bit.mask();
        }
        return more == word ? this : new StatusSet(more);
    }

    /// {@return the word: `snat` is 0x10}
    long word() {
        return word;
    }

    @Override
    public boolean contains(Object bit) {
        return bit instanceof Status status && (word & status.mask()) != 0;
    }

    @Override
    public Iterator<Status> iterator() {
        return Stream.of(ALL).filter(this::contains).iterator();
    }

    @Override
    public int size() {
        return Long.bitCount(word);
    }
}
