package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What a packet itself says of a quantity.
final class PacketFacts {
    static final long IPV4 = 0x0800;
    static final long IPV6 = 0x86dd;
    static final long ARP = 0x0806;
    private static final int FRAGMENT_HEADER = 44;
    private static final int IP6_HEADER_BYTES = 40;
    private static final int ETHERNET_HEADER_BYTES = 14;
    private static final Set<Fact> TRANSPORT = Set.of(
            Fact.SPORT,
            Fact.DPORT,
            Fact.TCP_FLAGS,
            Fact.TCP_SEQUENCE,
            Fact.TCP_ACKNOWLEDGED,
            Fact.TCP_WINDOW,
            Fact.ICMP_TYPE,
            Fact.ICMP_CODE,
            Fact.ICMP_ID);
    private static final Possible TYPE_IPV4 = Possible.known(IPV4);
    private static final Possible TYPE_IPV6 = Possible.known(IPV6);
    private static final Possible PROTO_IPV4 = Possible.known(2);
    private static final Possible PROTO_IPV6 = Possible.known(10);
    private static final Ranges SOME_NAME = Ranges.of(Word.ZERO).not();

    private PacketFacts() {}

    static Possible given(Quantity.Given quantity, View view) {
        Fact fact = quantity.fact();
        Packet packet = view.packet();
        if (isLaterFragment(packet) && isOfTransport(fact)) {
            // Rules on ports compare bytes of the payload then (NETFILTER.md, Fragments); which, nobody said.
            return Possible.open(new Variable.OfPacket(fact, quantity.width(), -1), view, new Question.ValueOf(fact));
        }
        return packet.knows(fact)
                ? Possible.known(word(quantity, view))
                : Possible.open(view.knowledge().variable(fact, quantity.width()), view, new Question.ValueOf(fact));
    }

    /// {@return whether the fact is of a transport header, which later fragments do not have}
    static boolean isOfTransport(Fact fact) {
        return TRANSPORT.contains(fact);
    }

    private static Word word(Quantity.Given quantity, View view) {
        Fact fact = quantity.fact();
        return fact.kind() == Fact.Kind.ADDRESS
                ? Word.of(view.packet().address(fact))
                : Word.of(view.packet().number(fact));
    }

    static boolean isLaterFragment(Packet packet) {
        return packet.knows(Fact.FRAGMENT_OFFSET) && packet.number(Fact.FRAGMENT_OFFSET) != 0;
    }

    static Possible name(Quantity.Name quantity, View view) {
        if (isNeverThere(quantity.fact(), view)) {
            return Possible.known(Word.ZERO);
        }
        Fact fact = fact(quantity, view);
        Packet packet = view.packet();
        if (packet.knows(fact)) {
            return Possible.known(Word.of(packet.text(fact)));
        }
        var told = mayBeNone(quantity.fact(), view) ? Ranges.ALL : SOME_NAME;
        Possible open = Possible.open(view.knowledge().variable(fact, 128), told, view, new Question.ValueOf(fact));
        return switch (open) {
            case Possible.One _ -> open;
            case Possible.Several s -> withoutNames(s, view.surroundings().noneOf(fact, packet));
        };
    }

    static Fact fact(Quantity.Name quantity, View view) {
        return switch (view.layer()) {
            case BRIDGE -> quantity.bridged();
            case IP, IP6, INET, ARP, NETDEV -> quantity.fact();
        };
    }

    private static Possible withoutNames(Possible.Several open, Surroundings.Finding<Set<String>> noneOf) {
        Ranges excluded = Ranges.ofAll(noneOf.value().orElse(Set.of()).stream()
                .map(Word::of)
                .map(w -> new Ranges.Range(w, w))
                .toList());
        return new Possible.Several(
                open.variable(), open.ranges(), open.ranges().and(excluded.not()), noneOf.rests(), open.question());
    }

    /// {@return whether the packet has no such interface at this hook: its name is empty then}
    // net/netfilter/nft_meta.c stores an empty name, and index 0, where the hook has no such device. Behind forward a
    // frame has no way in (net/bridge/br_forward.c, br_forward_finish).
    static boolean isNeverThere(Fact side, View view) {
        return switch (view.hook()) {
            case INGRESS, PREROUTING, INPUT -> side == Fact.OUT;
            case OUTPUT, EGRESS -> side == Fact.IN;
            case POSTROUTING -> side == Fact.IN && view.layer() == Family.BRIDGE;
            case FORWARD -> false;
        };
    }

    // A packet that the host sends has no way in at postrouting either.
    private static boolean mayBeNone(Fact side, View view) {
        return switch (view.hook()) {
            case POSTROUTING -> side == Fact.IN;
            case INGRESS, PREROUTING, INPUT, FORWARD, OUTPUT, EGRESS -> false;
        };
    }

    static Possible etherType(View view) {
        return switch (view.layer()) {
            case IP -> TYPE_IPV4;
            case IP6 -> TYPE_IPV6;
            case ARP -> Possible.known(ARP);
            case INET, BRIDGE, NETDEV -> frameType(view);
        };
    }

    private static Possible frameType(View view) {
        Packet packet = view.packet();
        if (packet.knows(Fact.ETHER_TYPE)) {
            return Possible.known(packet.number(Fact.ETHER_TYPE));
        }
        return packet.findAddress(Fact.SOURCE)
                .or(() -> packet.findAddress(Fact.DESTINATION))
                .map(address -> Possible.known(address.isV4() ? IPV4 : IPV6))
                .orElseGet(() -> given(Quantity.Given.of(Fact.ETHER_TYPE), view));
    }

    static Possible nfproto(Family family, View view) {
        if (family == Family.INET && view.layer() == Family.NETDEV) {
            // nft_do_chain_inet_ingress()
            return etherType(view).equals(TYPE_IPV6) ? PROTO_IPV6 : PROTO_IPV4;
        }
        return switch (view.layer()) {
            case IP -> PROTO_IPV4;
            case IP6 -> PROTO_IPV6;
            case ARP -> Possible.known(3);
            case BRIDGE -> Possible.known(7);
            case INET, NETDEV -> Possible.known(5);
        };
    }

    static Possible firstHeader(View view) {
        Packet packet = view.packet();
        if (isLaterFragment(packet) || is(packet, Fact.MORE_FRAGMENTS, 1)) {
            return Possible.known(FRAGMENT_HEADER);
        }
        var plain = view.surroundings().plainHeaders(packet);
        var whole = view.surroundings().isWhole(packet);
        if (plain.value().filter(p -> p).isEmpty()
                || whole.value().filter(w -> w).isEmpty()) {
            return openFirstHeader(view);
        }
        var rests = new ArrayList<>(plain.rests());
        rests.addAll(whole.rests());
        return resting(given(Quantity.Given.of(Fact.PROTOCOL), view), rests);
    }

    private static boolean is(Packet packet, Fact fact, long number) {
        return packet.knows(fact) && packet.number(fact) == number;
    }

    private static Possible openFirstHeader(View view) {
        var selector = new Selector.Payload(org.nftrace.ir.Field.IP6_NEXTHDR);
        return Possible.open(new Variable.Other(selector, 8), view, new Question.ResultOf(selector));
    }

    private static Possible resting(Possible possible, List<Assumption> rests) {
        return switch (possible) {
            case Possible.One(Word value, _) -> new Possible.One(value, rests);
            case Possible.Several s ->
                new Possible.Several(s.variable(), Ranges.ofWidth(8), s.ranges(), rests, s.question());
        };
    }

    static Possible payloadLength(View view) {
        var selector = new Selector.Payload(org.nftrace.ir.Field.IP6_LENGTH);
        return view.packet().knows(Fact.LENGTH)
                ? Possible.known(view.packet().number(Fact.LENGTH) - IP6_HEADER_BYTES)
                : Possible.open(new Variable.Other(selector, 16), view, new Question.ValueOf(Fact.LENGTH));
    }

    static Possible frameLength(Selector selector, View view) {
        int header = view.hook() == Hook.EGRESS ? ETHERNET_HEADER_BYTES : 0;
        return view.packet().knows(Fact.LENGTH)
                ? Possible.known(view.packet().number(Fact.LENGTH) + header)
                : Possible.open(new Variable.Other(selector, 32), view, new Question.ValueOf(Fact.LENGTH));
    }

    static Possible plain(Quantity.Plain quantity, View view) {
        var plain = view.surroundings().plainHeaders(view.packet());
        return plain.value().filter(p -> p).isPresent()
                ? new Possible.One(Word.of(quantity.value()), plain.rests())
                : new Quantity.Other(quantity.selector(), quantity.width()).read(view);
    }

    /// A packet that is received has no socket before routing; at input it has one when its connection is established
    /// (early demux), and one that is forwarded never (net/netfilter/nft_meta.c, nft_meta_get_eval_skugid).
    static Possible ofSocket(View view) {
        var selector = new Selector.Meta(MetaKey.SKUID);
        Optional<Boolean> socket = switch (view.hook()) {
            case INGRESS, PREROUTING, FORWARD -> Optional.of(false);
            case OUTPUT -> Optional.of(true);
            case INPUT, EGRESS -> Optional.empty();
            // A frame that a bridge passes on has lost its way in, but not its port.
            case POSTROUTING ->
                view.packet()
                        .findText(Fact.PORT_IN)
                        .filter(port -> !port.isEmpty())
                        .or(() -> view.packet().findText(Fact.IN))
                        .map(String::isEmpty);
        };
        return socket.map(s -> Possible.known(s ? 1 : 0))
                .orElseGet(() -> Possible.open(new Variable.Other(selector, 1), view, new Question.ResultOf(selector)));
    }
}
