package org.nftrace.trace;

import java.util.OptionalInt;
import org.nftrace.host.Query;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What routing looks at in a packet (include/net/flow.h, struct flowi).
///
/// @param sent by the host itself: it "comes in" by lo, for the user whose socket it is
record Flow(Packet packet, boolean sent) {
    private static final String LOOPBACK = "lo";

    /// {@return the question where it goes, sent there}
    Query to(Address destination) {
        Query query = Query.to(destination);
        if (packet.knows(Fact.SOURCE)) {
            query = query.from(packet.address(Fact.SOURCE));
        }
        if (packet.knows(Fact.MARK)) {
            query = query.withMark(packet.number(Fact.MARK));
        }
        if (packet.knows(Fact.TOS)) {
            query = query.withTos((int) packet.number(Fact.TOS));
        }
        if (packet.knows(Fact.PROTOCOL)) {
            query = query.withTransport(
                    (int) packet.number(Fact.PROTOCOL), port(packet, Fact.SPORT), port(packet, Fact.DPORT));
        }
        if (packet.knows(Fact.IN)) {
            String in = packet.text(Fact.IN);
            query = query.by(in.isEmpty() ? LOOPBACK : in);
        }
        if (!sent) {
            return query.ofUser(0);
        }
        return packet.knows(Fact.UID) ? query.ofUser(packet.number(Fact.UID)) : query;
    }

    private static OptionalInt port(Packet packet, Fact fact) {
        return packet.knows(fact) ? OptionalInt.of((int) packet.number(fact)) : OptionalInt.empty();
    }
}
