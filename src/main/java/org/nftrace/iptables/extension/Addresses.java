package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.text.Span;

/// Addresses and what they are to the host: `-m iprange --src-range 10.0.0.1-10.0.0.9`, `-m addrtype --dst-type LOCAL`.
final class Addresses {
    // The kernel's numbers of route types (linux/rtnetlink.h); iptables' first is nft's 0.
    private static final Words TYPES = Words.from(
            0,
            "UNSPEC",
            "UNICAST",
            "LOCAL",
            "BROADCAST",
            "ANYCAST",
            "MULTICAST",
            "BLACKHOLE",
            "UNREACHABLE",
            "PROHIBIT",
            "THROW",
            "NAT",
            "XRESOLVE");

    /// `10.0.0.1`, `10.0.0.0/8`: host bits are cleared, a full mask is left out.
    static final Shape NETWORK = Shape.oneOf(
            "an address, or a network like 10.0.0.0/8",
            text -> Network.parse(text).map(Network::toString));

    /// `10.0.0.1/24`: host bits are printed as they were given.
    static final Shape HOST_IN_NETWORK = Shape.oneOf(
            "an address, or a network like 10.0.0.0/8",
            text -> Network.parse(text)
                    .map(network -> unmasked(text) + (network.isHost() ? "" : "/" + network.maskText())));

    /// `b::/128`
    static final Shape PREFIX = Shape.oneOf(
            "an address, or a prefix like 2001:db8::/64",
            text -> Network.parse(text).map(network -> unmasked(text) + "/" + network.maskText()));

    /// `10.0.0.1`
    static final Shape ADDRESS =
            Shape.oneOf("an address", text -> Address.parse(text).map(Address::toString));

    private static final Shape RANGE = Shape.oneOf(
            "a range like 10.0.0.1-10.0.0.9", text -> range(text).map(r -> r.getFirst() + "-" + r.getLast()));

    private Addresses() {}

    static List<Extension> all() {
        return List.of(
                Extension.match(
                        "iprange",
                        Row.option("--src-range", RANGE.orNot(), (o, c) -> inRange(o, c, true)),
                        Row.option("--dst-range", RANGE.orNot(), (o, c) -> inRange(o, c, false))),
                Extension.match(
                                "addrtype",
                                Addresses::type,
                                Row.option(
                                        "--src-type",
                                        TYPES.list("address types").orNot()),
                                Row.option(
                                        "--dst-type",
                                        TYPES.list("address types").orNot()),
                                Row.option("--limit-iface-in", Shape.FLAG),
                                Row.option("--limit-iface-out", Shape.FLAG))
                        .guessing((said, _) -> kinds(said))
                        .needing("--src-type|--dst-type"));
    }

    private static String unmasked(String text) {
        int slash = text.indexOf('/');
        return Address.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow()
                .toString();
    }

    /// {@return the value that a canonical [#NETWORK] spells}
    static Value value(String canonical) {
        return Network.parse(canonical).map(Network::value).orElseGet(() -> new Value.Text(canonical));
    }

    static Selector source(Context context) {
        return payload(context.isV6() ? Field.IP6_SADDR : Field.IP_SADDR);
    }

    static Selector destination(Context context) {
        return payload(context.isV6() ? Field.IP6_DADDR : Field.IP_DADDR);
    }

    /// {@return both ends, or empty when `text` is neither a range nor an address}
    static Optional<List<Address>> range(String text) {
        int dash = text.indexOf('-');
        var first = Address.parse(dash < 0 ? text : text.substring(0, dash));
        var last = dash < 0 ? first : Address.parse(text.substring(dash + 1));
        return first.isPresent()
                        && last.isPresent()
                        && first.get().isV4() == last.get().isV4()
                        && first.get().compareTo(last.get()) <= 0
                ? Optional.of(List.of(first.get(), last.get()))
                : Optional.empty();
    }

    private static Optional<List<Match>> inRange(XtOption option, Context context, boolean source) {
        return range(option.values().getFirst()).flatMap(ends -> {
            var range = new Value.Range(new Value.IpAddress(ends.getFirst()), new Value.IpAddress(ends.getLast()));
            return holds(context.span(), source ? source(context) : destination(context), equal(option), range);
        });
    }

    private static Optional<List<Match>> type(Options options, Context context) {
        var found = new ArrayList<Match>();
        for (var given : options.all()) {
            if (given.option().name().endsWith("-type")) {
                Context here = context.at(given.span());
                type(given.option(), options, here).ifPresent(found::addAll);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static List<List<XtOption>> kinds(List<Statement> said) {
        if (!(said.getFirst() instanceof Match.Compare compare)
                || !(compare.selector() instanceof Selector.Fib(var keys, _))) {
            return List.of();
        }
        String name = keys.contains(FibKey.SADDR) ? "--src-type" : "--dst-type";
        var found = new ArrayList<List<XtOption>>();
        for (String words : TYPES.spelled(compare.value()).stream().toList()) {
            for (boolean not : List.of(false, true)) {
                var options = new ArrayList<>(List.of(new XtOption(not, name, List.of(words))));
                if (keys.contains(FibKey.IIF)) {
                    options.add(Guesses.option("--limit-iface-in"));
                }
                if (keys.contains(FibKey.OIF)) {
                    options.add(Guesses.option("--limit-iface-out"));
                }
                found.add(options);
            }
        }
        return found;
    }

    private static Optional<List<Match>> type(XtOption option, Options options, Context context) {
        var keys = new java.util.HashSet<FibKey>();
        keys.add(option.name().equals("--src-type") ? FibKey.SADDR : FibKey.DADDR);
        if (options.has("--limit-iface-in")) {
            keys.add(FibKey.IIF);
        }
        if (options.has("--limit-iface-out")) {
            keys.add(FibKey.OIF);
        }
        var types = TYPES.values(option.values().getFirst());
        if (context.isV6() && types.size() == 1) {
            var shape = byShape(option, types.getFirst(), context);
            if (shape.isPresent()) {
                return shape;
            }
        }
        var elements =
                types.stream().map(t -> Value.Element.of(context.span(), t)).toList();
        Value value = types.size() == 1 ? types.getFirst() : new Value.SetLiteral(context.span(), elements);
        Selector fib = new Selector.Fib(Set.copyOf(keys), Selector.FibResult.TYPE);
        return holds(context.span(), fib, equal(option), value);
    }

    // Of IPv6, no route is asked for these: what an address is can be seen in it (net/netfilter/xt_addrtype.c,
    // match_type6).
    private static Optional<List<Match>> byShape(XtOption option, Value type, Context context) {
        var groups = Network.parse("ff00::/8").map(Network::value).orElseThrow();
        var nobody = Network.parse("::").map(Network::value).orElseThrow();
        Span span = context.span();
        Selector address = option.name().equals("--src-type") ? source(context) : destination(context);
        Relation is = equal(option);
        Relation isNot = option.negated() ? Relation.EQ : Relation.NE;
        if (type.equals(TYPES.values("MULTICAST").getFirst())) {
            return holds(span, address, is, groups);
        }
        if (type.equals(TYPES.values("UNSPEC").getFirst())) {
            return holds(span, address, is, nobody);
        }
        if (type.equals(TYPES.values("UNICAST").getFirst())) {
            var others = List.of(Value.Element.of(span, nobody), Value.Element.of(span, groups));
            return holds(span, address, isNot, new Value.SetLiteral(span, others));
        }
        return Optional.empty();
    }
}
