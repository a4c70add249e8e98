package org.nftrace.kernel;

import java.util.Optional;

/// One packet and the place where it starts. [ProbeReader] and [ProbePrinter] know its text form:
/// `udp:10.254.10.105:40000->10.254.10.252:1812 in=ens192`.
public record Probe(Origin origin, Packet packet) {

    public sealed interface Origin {}

    /// A frame that a peer puts on its end of a cable. Without a source address it is the first peer's there, without
    /// a destination address it is for the host (its bridge, when the cable ends in a port).
    public record Wire(String link, Optional<String> sourceMac, Optional<String> destinationMac) implements Origin {}

    /// A packet that a program on the host writes to a raw socket.
    ///
    /// @param mark SO_MARK of that socket, 0 for none
    /// @param out the interface that the socket is bound to
    public record Local(int mark, Optional<String> out) implements Origin {}

    public static Probe by(String link, Packet packet) {
        return new Probe(new Wire(link, Optional.empty(), Optional.empty()), packet);
    }

    public static Probe local(Packet packet) {
        return new Probe(new Local(0, Optional.empty()), packet);
    }

    @Override
    public String toString() {
        return ProbePrinter.print(this);
    }
}
