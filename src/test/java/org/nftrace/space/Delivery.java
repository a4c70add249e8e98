package org.nftrace.space;

import java.util.List;
import org.nftrace.kernel.Probe;

/// How a witness is put on a wire.
///
/// @param before   the packets that make its connection, sent where no rule is in their way
/// @param prepared rules that do to it what it should have met before: `meta mark set 0x1`, `notrack`
/// @param probe    the witness
record Delivery(List<Probe> before, List<String> prepared, Probe probe) {
    Delivery {
        before = List.copyOf(before);
        prepared = List.copyOf(prepared);
    }

    /// {@return a table that does it, before any other}
    String table() {
        return prepared.isEmpty()
                ? ""
                : "table inet prepared {\n  chain first {\n    type filter hook prerouting priority -310;\n    "
                        + String.join("\n    ", prepared) + "\n  }\n}\n";
    }
}
