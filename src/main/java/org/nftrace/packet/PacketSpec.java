package org.nftrace.packet;

import java.util.Optional;
import java.util.Set;
import org.nftrace.text.Span;

/// A packet as its user described it: `udp:10.254.10.105->10.254.10.252:1812 in=ens192 local=true`.
///
/// @param span       where it is written
/// @param packet     the facts that were given
/// @param local      `local=true|false`: whether the host itself sends it; absent: to be found out
/// @param connection `ct=new|established|related|invalid|untracked`: what is known of its connection
/// @param reply      a `<-` line of a packets file: a packet of the last connection, in the other direction
/// @param continues  a `->` line that goes on with the last connection
public record PacketSpec(
        Span span,
        Packet packet,
        Optional<Boolean> local,
        Set<ConnectionState> connection,
        boolean reply,
        boolean continues) {

    /// The state that conntrack gives a packet: `ct state` · `--ctstate`.
    public enum ConnectionState {
        NEW,
        ESTABLISHED,
        RELATED,
        INVALID,
        UNTRACKED
    }

    public PacketSpec {
        connection = Set.copyOf(connection);
    }
}
