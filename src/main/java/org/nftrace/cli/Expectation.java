package org.nftrace.cli;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Hook;
import org.nftrace.packet.PacketSpec;
import org.nftrace.report.Fate;
import org.nftrace.trace.Meaning;

/// One entry of `checks:`.
sealed interface Expectation {
    String name();

    Fate expect();

    /// `packet:` or `conversation:`
    ///
    /// @param nat   what the packet becomes at the end, `172.17.0.2:80` or `10.0.0.1 -> 172.17.0.2:80`; `none`
    /// @param via   chains that it passes, `ip filter FORWARD`
    /// @param by    the rule that decides, `ip filter DOCKER 3`, or `policy` with its chain
    /// @param reply what becomes of the answer
    record OfPackets(
            String name,
            Fate expect,
            List<PacketSpec> packets,
            Optional<String> nat,
            List<String> via,
            Optional<String> by,
            Optional<Fate> reply)
            implements Expectation {
        public OfPackets {
            packets = List.copyOf(packets);
            via = List.copyOf(via);
        }
    }

    /// `from:`, `to:`, `only:`, `except:`, `in:`: every packet of a set, and the first of its connection.
    ///
    /// @param one  whether all of it goes to one address, so that what routes a packet of it routes all
    /// @param hook where its packets go; absent: where a packet of it is routed
    record OfSet(String name, Fate expect, Meaning set, boolean six, boolean one, Optional<Hook> hook)
            implements Expectation {}
}
