package org.nftrace.lint;

import java.util.Set;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Sample;

/// A packet that shows a finding.
public record Shown(Packet packet, Set<ConnectionState> connection) {
    private static final Address STRANGER = Address.parse("2001:db8::7").orElseThrow();

    public Shown {
        connection = Set.copyOf(connection);
    }

    public static Shown of(Sample sample) {
        return new Shown(recognized(sample.packet()), sample.connection());
    }

    // By an address one sees that it is of IPv6.
    private static Packet recognized(Packet packet) {
        boolean six = packet.knows(Fact.ETHER_TYPE) && packet.number(Fact.ETHER_TYPE) == 0x86dd;
        return six && !packet.knows(Fact.SOURCE) && !packet.knows(Fact.DESTINATION)
                ? packet.with(Fact.SOURCE, STRANGER)
                : packet;
    }
}
