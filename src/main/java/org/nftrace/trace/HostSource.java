package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.ir.Selector.FibResult;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;

/// What rules ask the host about the packet, or find in parts of it that are seldom told: `fib`, `rt`, `socket`,
/// options.
record HostSource(Guards guards) {
    private static final int SYN = 2;

    Source of(Selector.Fib selector) {
        Fact address = selector.keys().contains(FibKey.SADDR) ? Fact.SOURCE : Fact.DESTINATION;
        DataType type = type(selector.result());
        Quantity quantity = switch (selector.result()) {
            case TYPE -> new Quantity.Kind(selector, address);
            case OIF, OIFNAME, CHECK -> new Quantity.Way(selector, address);
        };
        return Source.of(selector, type, guards.anyIp(), Operand.of(quantity));
    }

    private static DataType type(FibResult result) {
        return switch (result) {
            case OIF -> DataType.IFINDEX;
            case OIFNAME -> DataType.IFNAME;
            case TYPE -> DataType.FIB_ADDRTYPE;
            case CHECK -> DataType.BOOLEAN;
        };
    }

    Source of(Selector.Rt selector) {
        boolean six = selector.family().orElse(guards.family()) == Family.IP6;
        return switch (selector.key()) {
            case "nexthop" ->
                Source.of(
                        selector,
                        six ? DataType.IPV6_ADDR : DataType.IPV4_ADDR,
                        routed(selector, six ? guards.ip6() : guards.ip4()),
                        Operand.of(new Quantity.NextHop(selector, six ? 128 : 32)));
            default -> other(selector, selector.type(), List.of());
        };
    }

    // Before the routing decision there is no next hop (nft_rt.c).
    private static List<Criterion> routed(Selector.Rt selector, List<Criterion> family) {
        var routed = new Quantity.Routed();
        var shown = Shown.of(selector, Operand.of(routed), DataType.BOOLEAN);
        return Guards.and(family, new Criterion.Atom(routed, Ranges.of(1), shown));
    }

    Source of(Selector.Socket selector) {
        return other(selector, selector.type(), List.of());
    }

    /// `osf` looks at the first packet of a TCP connection only (nft_osf.c).
    Source of(Selector.Osf selector) {
        var flags = Quantity.Given.of(Fact.TCP_FLAGS);
        var shown =
                Shown.of(new Selector.Payload(org.nftrace.ir.Field.TCP_FLAGS), Operand.of(flags), DataType.TCP_FLAG);
        Criterion syn = Operand.of(flags).and(Word.of(SYN)).in(Ranges.of(SYN), shown);
        return other(selector, DataType.STRING, List.of(guards.protocol(Protocol.TCP), syn));
    }

    Source of(Selector.Ipsec selector) {
        return other(selector, selector.type(), List.of());
    }

    Source of(Selector.Tunnel selector) {
        return other(selector, selector.type(), List.of());
    }

    Source of(Selector.ExtensionHeader selector) {
        return switch (selector.header()) {
            case "frag" -> fragment(selector);
            default -> header(selector, selector.field(), selector.type(), guards.ip6());
        };
    }

    // A fragment is what has a fragment header; what has none is no fragment.
    private Source fragment(Selector.ExtensionHeader selector) {
        var first = Operand.of(Quantity.Given.of(Fact.FRAGMENT_OFFSET));
        var more = Operand.of(Quantity.Given.of(Fact.MORE_FRAGMENTS));
        Operand whole =
                new Operand(List.of(first.slices().getFirst(), more.slices().getFirst()));
        var shown = Shown.of(selector, whole, DataType.INTEGER);
        Criterion isFragment = whole.in(Ranges.of(0).not(), shown);
        Operand field = switch (selector.field().orElse("")) {
            case "frag-off" -> first;
            case "more-fragments" -> more;
            case "nexthdr" -> Operand.of(Quantity.Given.of(Fact.PROTOCOL));
            default -> Operand.of(new Quantity.Other(selector, width(selector.type())));
        };
        if (selector.field().isPresent()) {
            return Source.of(selector, selector.type(), Guards.and(guards.ip6(), isFragment), field);
        }
        var yes = new Source.Case(Guards.and(guards.ip6(), isFragment), Operand.constant(Word.of(1), 8));
        var no = new Source.Case(Guards.and(guards.ip6(), isFragment.not()), Operand.constant(Word.ZERO, 8));
        return new Source(selector, DataType.BOOLEAN, List.of(yes, no));
    }

    /// An option of TCP, IP, SCTP or DCCP. `missing` holds for a packet of another protocol too, but not `ip option …
    /// missing` for one that is not IPv4 (nft_exthdr.c; the check for IPv4 is nft's).
    Source of(Selector.Option selector) {
        return switch (selector.header()) {
            case "tcp option" -> option(selector, Protocol.TCP);
            case "sctp chunk" -> option(selector, Protocol.SCTP);
            case "dccp option" -> option(selector, Protocol.DCCP);
            default -> header(selector, selector.field(), selector.type(), guards.ip4());
        };
    }

    // Whether a plain packet has it is known, what stands in it is not.
    private static Source header(Selector selector, Optional<String> field, DataType type, List<Criterion> presence) {
        return field.isPresent()
                ? other(selector, type, presence)
                : Source.of(selector, DataType.BOOLEAN, presence, Operand.of(new Quantity.Plain(selector, 8, 0)));
    }

    private Source option(Selector.Option selector, Protocol protocol) {
        Criterion mine = guards.protocol(protocol);
        if (selector.field().isPresent()) {
            return other(selector, selector.type(), List.of(mine));
        }
        var may = new Source.Case(List.of(mine), Operand.of(new Quantity.Other(selector, 1)));
        var not = new Source.Case(List.of(mine.not()), Operand.constant(Word.ZERO, 1));
        return new Source(selector, DataType.BOOLEAN, List.of(may, not));
    }

    private static Source other(Selector selector, DataType type, List<Criterion> presence) {
        return Source.of(selector, type, presence, Operand.of(new Quantity.Other(selector, width(type))));
    }

    private static int width(DataType type) {
        if (type.form() == DataType.Form.TEXT) {
            return Words.width(Fact.IN);
        }
        return type.width() == 0 ? 64 : type.width();
    }
}
