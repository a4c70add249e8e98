package org.nftrace.trace;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.trace.Outcome.End;

/// The answer to a packet: from where the packet got to, with the addresses and ports that it had there.
///
/// @param spec   of the packet that is answered
/// @param packet as it was at the end of its way
/// @param end    where that was; absent when it did not arrive
record Reply(PacketSpec spec, Packet packet, Optional<End> end) {
    private static final long SYN = 0x02;
    private static final long ACK = 0x10;

    /// {@return what an answer needs, unless the packet went several ways}
    static Optional<Reply> to(PacketSpec spec, Path path) {
        return path.isSplit() ? Optional.empty() : Optional.of(new Reply(spec, path.packet(), end(path)));
    }

    private static Optional<End> end(Path path) {
        return Steps.happened(path.steps()).stream()
                .flatMap(step ->
                        step instanceof Step.Decided(Outcome.Accepted(var end)) ? Stream.of(end) : Stream.empty())
                .reduce((_, last) -> last);
    }

    /// @param asked what is said of the answer: facts that are not those of the packet before
    PacketSpec as(PacketSpec asked) {
        Packet answer = Tuple.inverse(Tuple.of(packet));
        if (packet.knows(Fact.TCP_FLAGS)) {
            boolean opens = (packet.number(Fact.TCP_FLAGS) & (SYN | ACK)) == SYN;
            answer = answer.with(Fact.TCP_FLAGS, opens ? SYN | ACK : ACK);
        }
        if (end.filter(e -> e != End.LOCAL).isPresent()) {
            answer = cameBack(answer, Fact.OUT, Fact.IN);
            answer = cameBack(answer, Fact.PORT_OUT, Fact.PORT_IN);
        }
        for (Fact fact : Fact.values()) {
            boolean said = asked.packet().knows(fact)
                    && !(spec.packet().knows(fact)
                            && value(asked.packet(), fact).equals(value(spec.packet(), fact)));
            answer = said ? with(answer, fact, asked.packet()) : answer;
        }
        return new PacketSpec(asked.span(), answer, end.map(e -> e == End.LOCAL), Set.of(), true, false);
    }

    /// {@return a further packet of a connection: as the first, but for what is said of it}
    ///
    /// @param first the packet that began the connection
    static PacketSpec further(PacketSpec first, PacketSpec asked) {
        Packet packet = first.packet();
        boolean opens = packet.knows(Fact.TCP_FLAGS) && (packet.number(Fact.TCP_FLAGS) & SYN) != 0;
        packet = opens ? packet.with(Fact.TCP_FLAGS, ACK) : packet;
        for (Fact fact : Fact.values()) {
            packet = asked.packet().knows(fact) ? with(packet, fact, asked.packet()) : packet;
        }
        return new PacketSpec(asked.span(), packet, asked.local().or(first::local), asked.connection(), false, true);
    }

    private Packet cameBack(Packet answer, Fact out, Fact in) {
        return packet.findText(out)
                .filter(name -> !name.isEmpty())
                .map(name -> answer.with(in, name))
                .orElse(answer);
    }

    private static Object value(Packet packet, Fact fact) {
        return switch (fact.kind()) {
            case NUMBER -> packet.number(fact);
            case ADDRESS -> packet.address(fact);
            case TEXT -> packet.text(fact);
        };
    }

    private static Packet with(Packet packet, Fact fact, Packet from) {
        return switch (fact.kind()) {
            case NUMBER -> packet.with(fact, from.number(fact));
            case ADDRESS -> packet.with(fact, from.address(fact));
            case TEXT -> packet.with(fact, from.text(fact));
        };
    }
}
