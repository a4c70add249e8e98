package org.nftrace.space;

import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;
import org.nftrace.trace.Meanings;

/// The regions of conditions in one space, made once.
final class Regions {
    private final Space space;
    private final boolean asListed;
    private final IdentityHashMap<Step.Asks, Region> asked = new IdentityHashMap<>();
    private final IdentityHashMap<Meaning, Region> made = new IdentityHashMap<>();

    Regions(Space space, boolean asListed) {
        this.space = space;
        this.asListed = asListed;
    }

    boolean asListed() {
        return asListed;
    }

    PacketSet none() {
        return space.none();
    }

    Region of(Meaning meaning) {
        Region region = made.get(meaning);
        if (region == null) {
            region = Region.of(meaning, space, asListed);
            made.put(meaning, region);
        }
        return region;
    }

    /// {@return where all of these matches hold}
    Region of(Step.Asks asks) {
        Region region = asked.get(asks);
        if (region == null) {
            region = Region.of(new Meaning.All(asks.meanings()), space, asListed);
            asked.put(asks, region);
        }
        return region;
    }

    PacketSet forgetting(PacketSet set, Predicate<Dimension> which) {
        return set.forgetting(space.dimensions().stream().filter(which).toList());
    }

    PacketSet only(Dimension dimension, BigInteger number) {
        return space.in(dimension, List.of(new Meaning.Range(number, number)));
    }

    /// {@return the packets after some of their bits were written}
    PacketSet written(PacketSet set, Meanings.Piece piece) {
        PacketSet after = set.forgetting(space.variables(piece.of(), piece.low(), piece.length()));
        return piece.value().map(v -> after.and(region(piece, v))).orElse(after);
    }

    private PacketSet region(Meanings.Piece piece, BigInteger value) {
        return of(meaning(piece, value)).may();
    }

    /// {@return that these bits are what is written}
    static Meaning meaning(Meanings.Piece piece, BigInteger value) {
        var only = List.of(new Meaning.Range(value, value));
        return piece.length() == piece.of().width()
                ? new Meaning.In(piece.of(), only)
                : new Meaning.Bits(piece.of(), piece.low(), piece.length(), only);
    }
}
