package org.nftrace.trace;

import java.math.BigInteger;
import java.util.List;

/// What a match asks, whatever the packet: conditions on [Dimension]s, joined by *and* and *or*. It is what the walk
/// itself evaluates, so that a proof about rules and a trace cannot differ in what a rule means.
public sealed interface Meaning {

    /// The number is in one of these ranges.
    record In(Dimension of, List<Range> ranges) implements Meaning {
        public In {
            ranges = List.copyOf(ranges);
        }
    }

    /// `meta mark & 0xff == 0x10`, `ip dscp cs1`: `length` bits of the number, the lowest of which is its bit `low`,
    /// are in one of these ranges.
    record Bits(Dimension of, int low, int length, List<Range> ranges) implements Meaning {
        public Bits {
            ranges = List.copyOf(ranges);
        }
    }

    record All(List<Meaning> parts) implements Meaning {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Meaning> parts) implements Meaning {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /// It may hold or not, each time it is asked anew: `limit`, `numgen random`, an `xt match` without arguments.
    record Open() implements Meaning {}

    /// The key is, or is not, in a named set.
    ///
    /// @param listed   what it asks while the set holds what the dump lists
    /// @param any      what it asks whatever the set holds
    /// @param fleeting rules or time change the set
    record Stored(Meaning listed, In any, boolean fleeting) implements Meaning {}

    /// `22`, `80-90`: both ends belong to it.
    record Range(BigInteger first, BigInteger last) {}
}
