package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;

/// What must be so of a packet for a field to be there: the checks that nft puts before `tcp dport` without printing
/// them (`nft --debug=netlink`).
///
/// @param family of the table: one that sees only IPv4 does not ask whether a packet is IPv4
record Guards(Family family) {
    private static final Quantity PROTOCOL = Quantity.Given.of(Fact.PROTOCOL);

    /// `ip …` in a table that sees more than IPv4
    List<Criterion> ip4() {
        return switch (family) {
            case IP, IP6, ARP -> List.of();
            case INET -> List.of(nfproto(2));
            case BRIDGE, NETDEV -> List.of(etherType(PacketFacts.IPV4));
        };
    }

    /// `ip6 …` in a table that sees more than IPv6
    List<Criterion> ip6() {
        return switch (family) {
            case IP, IP6, ARP -> List.of();
            case INET -> List.of(nfproto(10));
            case BRIDGE, NETDEV -> List.of(etherType(PacketFacts.IPV6));
        };
    }

    /// What asks for a transport protocol needs an IP packet (nft_meta.c, NFT_PKTINFO_L4PROTO).
    List<Criterion> anyIp() {
        return switch (family) {
            case IP, IP6, INET -> List.of();
            case ARP, BRIDGE, NETDEV -> List.of(etherType(PacketFacts.IPV4, PacketFacts.IPV6));
        };
    }

    private static Criterion nfproto(long number) {
        return atom(new Quantity.Nfproto(Family.INET), new Selector.Meta(MetaKey.NFPROTO), DataType.NFPROTO, number);
    }

    Criterion etherType(long... types) {
        return atom(new Quantity.EtherType(), new Selector.Meta(MetaKey.PROTOCOL), DataType.ETHER_TYPE, types);
    }

    Criterion protocol(Protocol protocol) {
        return protocol(protocol.number());
    }

    Criterion protocol(long... numbers) {
        return atom(PROTOCOL, new Selector.Meta(MetaKey.L4PROTO), DataType.INET_PROTO, numbers);
    }

    /// Bytes of the link layer can be asked of frames that came in by an Ethernet device.
    List<Criterion> ethernet() {
        return switch (family) {
            case BRIDGE, NETDEV -> List.of();
            case IP, IP6, INET, ARP -> {
                var type = new Selector.Meta(MetaKey.IIFTYPE);
                var quantity = new Quantity.OfInterface(InterfaceProperty.TYPE, new Quantity.Device(), type);
                yield List.of(
                        interfaceExists(Quantity.Name.IN, MetaKey.IIFNAME),
                        atom(quantity, type, DataType.IFACE_TYPE, 1));
            }
        };
    }

    Criterion interfaceExists(Quantity name, MetaKey key) {
        var shown = Shown.of(new Selector.Meta(key), Operand.of(name), DataType.IFNAME);
        return new Criterion.Atom(name, Ranges.of(Word.ZERO).not(), shown);
    }

    /// All but the state can be asked only of a packet that has a connection (nft_ct.c).
    List<Criterion> connection() {
        var selector = new Selector.Ct(CtKey.STATE, Optional.empty(), Optional.empty());
        var state = Shown.of(selector, Operand.of(ConnectionFacts.STATE), DataType.CT_STATE);
        return List.of(new Criterion.Atom(new Quantity.Attached(), ConnectionFacts.WITH_CONNECTION, state));
    }

    static List<Criterion> and(List<Criterion> first, Criterion last) {
        var all = new ArrayList<>(first);
        all.add(last);
        return all;
    }

    private static Criterion atom(Quantity quantity, Selector selector, DataType type, long... numbers) {
        return new Criterion.Atom(quantity, Ranges.of(numbers), Shown.of(selector, Operand.of(quantity), type));
    }
}
