package org.nftrace.lint;

import java.util.Set;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Sample;

/// A packet that shows a finding.
public record Shown(Packet packet, Set<ConnectionState> connection) {
    public Shown {
        connection = Set.copyOf(connection);
    }

    public static Shown of(Sample sample) {
        return new Shown(sample.packet(), sample.connection());
    }
}
