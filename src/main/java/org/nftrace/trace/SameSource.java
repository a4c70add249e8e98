package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// A source that was mapped before is mapped the same way again, whoever it talks to: its address, and its port or id
/// of ICMP, are taken over from the other connection (net/netfilter/nf_nat_core.c, find_appropriate_src).
///
/// @param zone in which the connections are told apart
/// @param now the packet's tuple as it is before it is mapped
record SameSource(Connections connections, int zone, Packet now) {

    /// {@return the tuple with the source that another connection of it has; what several say otherwise is not in it}
    Optional<Packet> as(Mapping mapping) {
        if (!mapping.source() || connections.isEmpty() || mapping.isRandom() || isInside(now, mapping)) {
            return Optional.empty();
        }
        return connections
                .from(zone, now)
                .flatMap(other -> other.reply().stream())
                .map(reply -> Tuple.withSide(now, true, reply))
                .filter(mapped -> isInside(mapped, mapping))
                .reduce(SameSource::common);
    }

    private static Packet common(Packet one, Packet other) {
        Packet same =
                one.findAddress(Fact.SOURCE).equals(other.findAddress(Fact.SOURCE)) ? one : one.without(Fact.SOURCE);
        Fact port = port(one);
        return one.find(port).equals(other.find(port)) ? same : same.without(port);
    }

    /// {@return whether the source is what the mapping asks for already (nf_in_range)}
    static boolean isInside(Packet tuple, Mapping mapping) {
        Optional<Address> source = tuple.findAddress(Fact.SOURCE);
        boolean here = switch (mapping.to()) {
            case Mapping.To.Same _ -> true;
            case Mapping.To.Exactly(Address to) -> source.equals(Optional.of(to));
            case Mapping.To.Between(Address first, Address last) ->
                source.filter(a -> isBetween(a, first, last)).isPresent();
            case Mapping.To.Network(Prefix to) ->
                source.filter(a -> isBetween(a, to.first(), to.last())).isPresent();
            case Mapping.To.Unknown _ -> false;
        };
        return here && (mapping.ports().isEmpty() || mapping.ports().get().has(tuple.find(port(tuple))));
    }

    private static Fact port(Packet tuple) {
        return tuple.knows(Fact.ICMP_TYPE) ? Fact.ICMP_ID : Fact.SPORT;
    }

    private static boolean isBetween(Address address, Address first, Address last) {
        return address.width() == first.width() && first.compareTo(address) <= 0 && last.compareTo(address) >= 0;
    }
}
