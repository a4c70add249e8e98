package org.nftrace.report;

import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.ir.Chain;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Assumption.FixedPlace;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Clue;
import org.nftrace.trace.DropReason;

/// What the engine knows, assumes and finds fault with, in English.
final class EnglishFacts {
    private EnglishFacts() {}

    static String name(Fact fact) {
        return switch (fact) {
            case SOURCE -> "source";
            case DESTINATION -> "destination";
            case SPORT -> "source port";
            case DPORT -> "destination port";
            case PROTOCOL -> "protocol";
            case ETHER_TYPE -> "ethertype";
            case SOURCE_MAC -> "source MAC address";
            case DESTINATION_MAC -> "destination MAC address";
            case VLAN -> "VLAN id";
            case TCP_FLAGS -> "TCP flags";
            case ICMP_TYPE -> "ICMP type";
            case ICMP_CODE -> "ICMP code";
            case ICMP_ID -> "ICMP id";
            case TCP_SEQUENCE -> "TCP sequence number";
            case TCP_ACKNOWLEDGED -> "acknowledged TCP number";
            case TCP_WINDOW -> "TCP window";
            case SCTP_CHUNK -> "SCTP chunk";
            case ABOUT_SOURCE -> "source of the packet that it is about";
            case ABOUT_DESTINATION -> "destination of the packet that it is about";
            case ABOUT_PROTOCOL -> "protocol of the packet that it is about";
            case ABOUT_SPORT -> "source port of the packet that it is about";
            case ABOUT_DPORT -> "destination port of the packet that it is about";
            case ABOUT_TYPE -> "ICMP type of the packet that it is about";
            case ABOUT_CODE -> "ICMP code of the packet that it is about";
            case ABOUT_ID -> "ICMP id of the packet that it is about";
            case TTL -> "TTL";
            case TOS -> "TOS";
            case LENGTH -> "length";
            case IP_ID -> "IP id";
            case FLOW_LABEL -> "flow label";
            case FRAGMENT_OFFSET -> "fragment offset";
            case MORE_FRAGMENTS -> "more-fragments bit";
            case MARK -> "mark";
            case PRIORITY -> "priority";
            case PACKET_TYPE -> "packet type";
            case IN -> "incoming interface";
            case OUT -> "outgoing interface";
            case PORT_IN -> "incoming bridge port";
            case PORT_OUT -> "outgoing bridge port";
            case UID -> "sender's uid";
            case GID -> "sender's gid";
        };
    }

    static String reason(DropReason reason) {
        return switch (reason) {
            case DropReason.NoRoute(var destination) -> "no route to " + destination;
            case DropReason.RouteSays(var type, var destination) ->
                "the route to " + destination + " is " + Notation.word(type);
            case DropReason.NotForwarding(var in) ->
                "forwarding is off" + in.map(n -> " on " + n).orElse("");
            case DropReason.TtlExceeded() -> "its TTL is used up";
            case DropReason.MartianSource(var source) -> source + " cannot be a source";
            case DropReason.MartianDestination(var destination) -> destination + " cannot be a destination";
            case DropReason.ReversePath(var source, var in) ->
                "rp_filter: answers to " + source + " would not leave by " + in;
            case DropReason.NotJoined(var group) -> "the host has not joined the group " + group;
            case DropReason.BadAddress(var address) -> address + " cannot be on the wire";
            case DropReason.BadFrame() -> "its MAC addresses are not such that the interface takes it";
            case DropReason.RouteLocalnet(var destination) ->
                destination + " came from outside, and route_localnet is off";
            case DropReason.NoHairpin(var port) ->
                "it would leave by the bridge port " + port + " by which it came, which has no hairpin mode";
            case DropReason.NoAddress(var name) -> "the host has no address on " + name;
            case DropReason.OtherWayOut(var was, var now) ->
                "masquerade made its address for " + was + ", and it would leave by " + now;
            case DropReason.PortsExhausted() -> "nat finds no free port";
            case DropReason.QueueWithoutListener() -> "no program listens on the queue";
        };
    }

    /// @param hostTold whether anything was told of the host
    static String assumption(Assumption assumption, boolean hostTold) {
        return switch (assumption) {
            case Assumption.IsLocal(var address, var ground) ->
                address + " is this host's: " + ground(ground, hostTold);
            case Assumption.IsNotLocal(var address, var ground) ->
                address + " is not this host's: " + ground(ground, hostTold);
            case Assumption.Behind(var network, var name, var place) ->
                network + " lies behind " + name + ": "
                        + place.map(p -> "rule " + Notation.place(p) + " shows it")
                                .orElse(ground(Ground.NOTHING_ELSE_SAID, hostTold));
            case Assumption.NotBehind(var address, var port, var ground) ->
                address + " is not behind " + port + ", by which it came: " + ground(ground, hostTold);
            case Assumption.OwnAddress(var name, var address, var ground) ->
                "this host is " + address + " on " + name + ": " + ground(ground, hostTold);
            case Assumption.WayBack(var source, var ground) ->
                "answers to " + source + " leave by the interface it came in by: " + ground(ground, hostTold);
            case Assumption.InIsNoneOf(var names, var ground) ->
                "it came in by none of " + names(names) + ": " + ground(ground, hostTold);
            case Assumption.InIs(var name, var ground) -> "it came in by " + name + ": " + ground(ground, hostTold);
            case Assumption.OutIsNoneOf(var names, var ground) ->
                "it leaves by none of " + names(names) + ": " + ground(ground, hostTold);
            case Assumption.Forwards(var ground) -> "the host forwards packets: " + ground(ground, hostTold);
            case Assumption.FirstOfConnection(var ground) ->
                "it is the first packet of its connection: " + ground(ground, hostTold);
            case Assumption.TieBackwards(var chains) ->
                chains.stream().map(Chain::name).collect(Collectors.joining(" runs before "))
                        + ": of base chains with one priority the last registered runs first, and a listing has lost"
                        + " the order";
            case Assumption.TieWithPlace(var chain, var place, var chainFirst) ->
                chain.name() + " runs " + (chainFirst ? "before " : "after ") + place(place)
                        + " of the same priority: which of them is older, a listing does not say";
            case Assumption.OnlyTheseRoutes(var destination, var ground) ->
                "no other route or rule takes packets to " + destination + ": " + ground(ground, hostTold);
            case Assumption.Sysctl(var name, var value, var ground) ->
                name + " is " + value + ": " + ground(ground, hostTold);
            case Assumption.SetAsListed(_, _, var set) ->
                "the set " + set + ", which changes by itself, still holds what the dump lists";
            case Assumption.OrdinaryAddress(var end, var ground) ->
                "its " + name(end) + " is one machine's address, which the kernel does not refuse: "
                        + ground(ground, hostTold);
            case Assumption.PlainHeaders(var ground) ->
                "it has no IP options and no extension headers: " + ground(ground, hostTold);
            case Assumption.FieldIs(var fact, var value, var ground) ->
                "its " + name(fact) + is(fact) + PacketText.number(fact, value) + ": " + ground(ground, hostTold);
        };
    }

    static String clue(Clue clue) {
        String about = Notation.address(clue.about());
        String name = clue.interfaceName().orElse("");
        return "rule " + Notation.place(clue.place())
                + switch (clue.kind()) {
                    case MASQUERADED -> " masquerades what leaves " + about + " and not by " + name;
                    case COMES -> " lets in what comes from " + about + " by " + name;
                    case GOES -> " lets out what goes to " + about + " by " + name;
                    case SEEN_ONLY_THERE -> " drops what is of " + about + " and comes not by " + name;
                    case TRANSLATED -> " masquerades " + about;
                    case RECEIVES -> " asks for " + about + " at input";
                    case SENDS -> " asks for " + about + " at output";
                    case MAPPED -> " maps what goes to " + about;
                    case SPEAKS_AS -> " has packets leave as " + about;
                    case TARGET -> " maps to " + about;
                };
    }

    /// {@return the verb that goes with the name}
    static String is(Fact fact) {
        return isPlural(fact) ? " are " : " is ";
    }

    static boolean isPlural(Fact fact) {
        return fact == Fact.TCP_FLAGS;
    }

    private static String place(FixedPlace place) {
        return switch (place) {
            case DEFRAGMENTATION -> "defragmentation";
            case TRACKING -> "connection tracking";
            case NAT -> "nat";
            case BRIDGE_NETFILTER -> "br_netfilter";
        };
    }

    private static String names(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String ground(Ground ground, boolean hostTold) {
        return switch (ground) {
            case NOTHING_ELSE_SAID -> hostTold ? "nothing that was given says otherwise" : "no --host given";
            case RULE -> "a rule shows it";
            case KERNEL_DEFAULT -> "so it is by default";
            case CONVENTION -> "so it is nearly everywhere";
            case ROUTE -> "the route to its source leads there";
            case LISTING_ORDER -> "a listing has lost the order";
        };
    }
}
