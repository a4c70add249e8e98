package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.packet.Fact;

/// `meta mark`, `iifname`: what the kernel keeps beside the packet (net/netfilter/nft_meta.c).
record MetaSource(Guards guards) {

    Source of(Selector.Meta selector) {
        MetaKey key = selector.key();
        return switch (key) {
            case LENGTH ->
                guards.family() == Family.NETDEV
                        ? always(selector, new Quantity.FrameLength(selector))
                        : given(selector, Fact.LENGTH);
            case PROTOCOL -> always(selector, new Quantity.EtherType());
            case NFPROTO -> always(selector, new Quantity.Nfproto(guards.family()));
            case L4PROTO -> when(guards.anyIp(), selector, Quantity.Given.of(Fact.PROTOCOL));
            case PRIORITY -> given(selector, Fact.PRIORITY);
            case RANDOM -> always(selector, new Quantity.Chance(selector, Ranges.ofWidth(32)));
            case MARK -> given(selector, Fact.MARK);
            case IIF, IIFNAME -> always(selector, Quantity.Name.IN);
            case OIF, OIFNAME -> always(selector, Quantity.Name.OUT);
            case IIFTYPE -> ofInterface(selector, InterfaceProperty.TYPE, new Quantity.Device(), MetaKey.IIFTYPE);
            case OIFTYPE -> ofOut(selector, InterfaceProperty.TYPE);
            case IIFGROUP -> ofIn(selector, InterfaceProperty.GROUP);
            case OIFGROUP -> ofOut(selector, InterfaceProperty.GROUP);
            case IIFKIND -> ofIn(selector, InterfaceProperty.KIND);
            case OIFKIND -> ofOut(selector, InterfaceProperty.KIND);
            case IBRNAME -> bridge(selector, Fact.IN, Quantity.Name.IN, MetaKey.IIFNAME);
            case OBRNAME -> bridge(selector, Fact.OUT, Quantity.Name.OUT, MetaKey.OIFNAME);
            case SKUID -> ofSocket(selector, Fact.UID);
            case SKGID -> ofSocket(selector, Fact.GID);
            case PKTTYPE -> given(selector, Fact.PACKET_TYPE);
            case NFTRACE, IPSEC, BROUTE -> other(selector, 1);
            case DAY -> other(selector, 3);
            case IBRVPROTO -> other(selector, 16);
            case SECMARK, RTCLASSID, CPU, CGROUP, HOUR, IBRPVID -> other(selector, 32);
            case IBRHWADDR -> other(selector, 48);
            case TIME -> other(selector, 64);
            case SDIF, SDIFNAME -> other(selector, 128);
        };
    }

    private static Source given(Selector.Meta selector, Fact fact) {
        return always(selector, Quantity.Given.of(fact));
    }

    private static Source other(Selector.Meta selector, int width) {
        return always(selector, new Quantity.Other(selector, width));
    }

    private static Source always(Selector.Meta selector, Quantity quantity) {
        return when(List.of(), selector, quantity);
    }

    private static Source when(List<Criterion> guards, Selector.Meta selector, Quantity quantity) {
        return Source.of(selector, selector.key().type(), guards, Operand.of(quantity));
    }

    private Source ofIn(Selector.Meta selector, InterfaceProperty property) {
        return ofInterface(selector, property, Quantity.Name.IN, MetaKey.IIFNAME);
    }

    private Source ofOut(Selector.Meta selector, InterfaceProperty property) {
        return ofInterface(selector, property, Quantity.Name.OUT, MetaKey.OIFNAME);
    }

    // Type, group and kind are not there without a device, while the name is then empty.
    private Source ofInterface(Selector.Meta selector, InterfaceProperty property, Quantity name, MetaKey shown) {
        return when(
                List.of(guards.interfaceExists(name, shown)),
                selector,
                new Quantity.OfInterface(property, name, selector));
    }

    // At the hooks of a bridge the packet's own interface is the bridge; elsewhere nothing is one (nft_meta_bridge.c).
    private Source bridge(Selector.Meta selector, Fact fact, Quantity.Name port, MetaKey shown) {
        return switch (guards.family()) {
            case BRIDGE -> when(List.of(guards.interfaceExists(port, shown)), selector, new Quantity.Name(fact, fact));
            case IP, IP6, INET, ARP, NETDEV -> other(selector, 128);
        };
    }

    private static Source ofSocket(Selector.Meta selector, Fact fact) {
        var socket = new Quantity.OfSocket();
        var presence = new ArrayList<Criterion>();
        presence.add(new Criterion.Atom(socket, Ranges.of(1), new Shown(selector, List.of())));
        return when(presence, selector, Quantity.Given.of(fact));
    }

    /// {@return the index of an interface, for rules that give a number: one that the lister had no name for}
    static Source index(Selector.Meta selector, Quantity.Name name) {
        return Source.of(selector, DataType.INTEGER, new Quantity.OfInterface(InterfaceProperty.INDEX, name, selector));
    }
}
