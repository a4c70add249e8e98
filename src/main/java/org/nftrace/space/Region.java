package org.nftrace.space;

import java.util.List;
import org.nftrace.trace.Meaning;

/// The packets for which a condition may hold, and those for which it must: the same unless something asked anew each
/// time is part of it.
///
/// @param must a subset of `may`
public record Region(PacketSet may, PacketSet must) {

    static Region exactly(PacketSet set) {
        return new Region(set, set);
    }

    Region and(Region other) {
        return new Region(may.and(other.may), must.and(other.must));
    }

    Region or(Region other) {
        return new Region(may.or(other.may), must.or(other.must));
    }

    /// {@return where a condition holds}
    ///
    /// @param asListed whether named sets are taken to hold what the dump lists, now and always
    public static Region of(Meaning meaning, Space space, boolean asListed) {
        return switch (meaning) {
            case Meaning.In in -> exactly(space.in(in.of(), in.ranges()));
            case Meaning.Bits bits -> exactly(space.in(bits.of(), bits.low(), bits.length(), bits.ranges()));
            case Meaning.All(var parts) -> {
                Region all = exactly(space.all());
                // Narrow conditions stand at the end: guards come first and are few values wide.
                for (int i = parts.size() - 1; i >= 0; i--) {
                    all = of(parts.get(i), space, asListed).and(all);
                }
                yield all;
            }
            case Meaning.Any(var parts) -> anyOf(parts, 0, parts.size(), space, asListed);
            case Meaning.Open _ -> new Region(space.all(), space.none());
            case Meaning.Stored stored ->
                asListed && !stored.fleeting()
                        ? of(stored.listed(), space, true)
                        : stored.fleeting() ? new Region(space.all(), space.none()) : of(stored.any(), space, asListed);
        };
    }

    // In halves: the diagrams that are put together stay of one size.
    private static Region anyOf(List<Meaning> parts, int from, int to, Space space, boolean asListed) {
        if (to - from == 0) {
            return exactly(space.none());
        }
        if (to - from == 1) {
            return of(parts.get(from), space, asListed);
        }
        int middle = (from + to) >>> 1;
        return anyOf(parts, from, middle, space, asListed).or(anyOf(parts, middle, to, space, asListed));
    }
}
