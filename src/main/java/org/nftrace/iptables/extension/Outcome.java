package org.nftrace.iptables.extension;

import java.util.List;

/// What became of an option's words.
public sealed interface Outcome {

    /// The words in the spelling of `iptables-save`.
    record Good(List<String> values) implements Outcome {
        public Good {
            values = List.copyOf(values);
        }
    }

    /// Words that are in place, but whose value cannot be known from the dump: a service that only that host's
    /// /etc/services has, an address that was blacked out.
    ///
    /// @param why a clause for a message: `'foo' is no well-known service`
    record Opaque(List<String> values, String why) implements Outcome {
        public Opaque {
            values = List.copyOf(values);
        }
    }

    /// Words that iptables would refuse.
    record Bad() implements Outcome {}

    static Outcome good(String... values) {
        return new Good(List.of(values));
    }

    static Outcome bad() {
        return new Bad();
    }
}
