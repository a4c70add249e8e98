package org.nftrace.trace;

import java.util.List;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.CtDirection;
import org.nftrace.packet.Fact;

/// A number that a rule can look at, as it is found in packet, connection or host.
sealed interface Quantity {

    /// A field of the packet, or what the host keeps beside it: `tcp dport`, `ip saddr`, `meta mark`.
    record Given(Fact fact, int width) implements Quantity {
        static Given of(Fact fact) {
            return new Given(fact, Words.width(fact));
        }
    }

    /// `iifname`, `oifname`, `ibrname`; 0 when there is none.
    ///
    /// @param bridged the fact that holds it at the hooks of a bridge
    record Name(Fact fact, Fact bridged) implements Quantity {
        static final Name IN = new Name(Fact.IN, Fact.PORT_IN);
        static final Name OUT = new Name(Fact.OUT, Fact.PORT_OUT);
    }

    /// The name of the device that has the packet in hand: what `iiftype` looks at. From postrouting on it is the way
    /// out, unlike for `iifname` (seen on Linux 6.18: `iiftype ether` is no match for a frame that is to leave by a
    /// tunnel), in a bridge from forward and output on (net/bridge/br_forward.c, __br_forward).
    record Device() implements Quantity {
        Name at(View view) {
            return switch (view.hook()) {
                case INGRESS, PREROUTING, INPUT -> Name.IN;
                case FORWARD, OUTPUT -> view.layer() == Family.BRIDGE ? Name.OUT : Name.IN;
                case POSTROUTING, EGRESS -> Name.OUT;
            };
        }
    }

    /// `meta protocol`, `ether type`: also what shows whether a packet is IPv4 or IPv6.
    record EtherType() implements Quantity {}

    /// `meta nfproto`: 2 for IPv4, 10 for IPv6.
    ///
    /// @param family of the table: at ingress one of inet sees IP packets, one of netdev sees frames
    record Nfproto(Family family) implements Quantity {}

    /// `ip6 nexthdr`: the first header, which is the last when there are no extension headers.
    record FirstHeader() implements Quantity {}

    /// `ip6 length`: without the 40 bytes of the header itself.
    record PayloadLength() implements Quantity {}

    /// `meta length` in a table of netdev: what leaves has its Ethernet header on, what came has not.
    record FrameLength(Selector selector) implements Quantity {}

    /// Whether the packet belongs to a socket of this host: 1 or 0.
    record OfSocket() implements Quantity {}

    /// What has this value in packets without IP options and extension headers: `ip hdrlength`, `exthdr hbh exists`.
    record Plain(Selector selector, int width, long value) implements Quantity {}

    /// The state of a connection whose `ct mark` can be asked: of what `ct zone set` attaches, only `ct state` can.
    record Attached() implements Quantity {}

    /// `ct state`, `ct mark`, `ct status`
    record OfConnection(CtKey key, int width) implements Quantity {}

    /// `ct original ip saddr`, `ct reply proto-dst`
    record OfTuple(CtDirection direction, Fact fact, int width) implements Quantity {}

    /// `fib daddr type`
    record Kind(Selector.Fib selector, Fact address) implements Quantity {}

    /// `fib saddr . iif oif`: the name of the interface; 0 when there is no way.
    record Way(Selector.Fib selector, Fact address) implements Quantity {}

    /// `iiftype`, `oifgroup`, `iif 3`: what the host knows of an interface.
    record OfInterface(InterfaceProperty property, Quantity name, Selector.Meta shown) implements Quantity {}

    /// `rt ip nexthop`
    record NextHop(Selector selector, int width) implements Quantity {}

    /// Whether a routing decision is there: at prerouting only for what comes in by lo, with the decision that sent it.
    record Routed() implements Quantity {}

    /// Some bits of another: `meta mark & 0xff`.
    record Bits(Quantity of, int low, int length) implements Quantity {}

    /// `ct mark | meta mark`: one by the other, where neither is written in the rule.
    record Combination(Selector.Binary selector, Operand left, Operand right) implements Quantity {}

    /// What cannot be known from packet and host, but is one and the same all along the way: `meta day`.
    record Other(Selector selector, int width) implements Quantity {}

    /// What is another each time: `meta random`, `numgen`.
    record Chance(Selector selector, Ranges universe) implements Quantity {}

    /// {@return how many bits it has}
    default int width() {
        return switch (this) {
            case Given q -> q.width();
            case Name _, Device _ -> 128;
            case EtherType _, PayloadLength _ -> 16;
            case Nfproto _, FirstHeader _ -> 8;
            case OfSocket _, Routed _ -> 1;
            case Plain q -> q.width();
            case Attached _ -> ConnectionFacts.STATE.width();
            case OfConnection q -> q.width();
            case OfTuple q -> q.width();
            case Kind _ -> 4;
            case Way _ -> 128;
            case OfInterface q -> q.property().width();
            case NextHop q -> q.width();
            case Bits q -> q.length();
            case Other q -> q.width();
            case FrameLength _, Combination _, Chance _ -> 32;
        };
    }

    /// {@return what it is, or may be}
    default Possible read(View view) {
        return switch (this) {
            case Given q -> PacketFacts.given(q, view);
            case Name q -> PacketFacts.name(q, view);
            case Device q -> q.at(view).read(view);
            case EtherType _ -> PacketFacts.etherType(view);
            case Nfproto(Family family) -> PacketFacts.nfproto(family, view);
            case FirstHeader _ -> PacketFacts.firstHeader(view);
            case PayloadLength _ -> PacketFacts.payloadLength(view);
            case FrameLength(Selector selector) -> PacketFacts.frameLength(selector, view);
            case OfSocket _ -> PacketFacts.ofSocket(view);
            case Plain q -> PacketFacts.plain(q, view);
            case Attached _ -> ConnectionFacts.attached(view);
            case OfConnection q -> ConnectionFacts.ofConnection(q, view);
            case OfTuple q -> ConnectionFacts.ofTuple(q, view);
            case Kind q -> HostFacts.kind(q, view);
            case Way q -> HostFacts.way(q, view);
            case OfInterface q -> HostFacts.ofInterface(q, view);
            case NextHop q -> HostFacts.nextHop(q, view);
            case Routed _ -> HostFacts.routed(view);
            case Bits q -> bits(q, view);
            case Combination q -> combine(q, view);
            case Other(Selector selector, int width) ->
                Possible.open(new Variable.Other(selector, width), view, new Question.ResultOf(selector));
            case Chance(Selector selector, Ranges universe) -> chance(new Question.ResultOf(selector), universe);
        };
    }

    private static Possible bits(Bits quantity, View view) {
        return switch (quantity.of().read(view)) {
            case Possible.One(Word value, List<Assumption> rests) ->
                new Possible.One(value.shiftRight(quantity.low()).and(Word.ones(quantity.length())), rests);
            case Possible.Several open
            when open.variable() instanceof Variable.Chance ->
                chance(open.question(), Ranges.ofWidth(quantity.length()));
            case Possible.Several open ->
                Possible.open(
                        new Variable.Bits(open.variable(), quantity.low(), quantity.length()), view, open.question());
        };
    }

    private static Possible chance(Question question, Ranges universe) {
        return new Possible.Several(new Variable.Chance(), universe, universe, List.of(), question);
    }

    private static Possible combine(Combination quantity, View view) {
        if (quantity.left().read(view) instanceof Possible.One left
                && quantity.right().read(view) instanceof Possible.One right) {
            Operand whole = Operand.constant(left.value(), 32);
            return Sources.apply(quantity.selector().operator(), whole, right.value())
                    .read(view);
        }
        return chance(new Question.ResultOf(quantity.selector()), Ranges.ofWidth(32));
    }
}
