package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.holdsMasked;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.ir.Selector.FibResult;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// By which link and how a packet came: `-m mac`, `-m pkttype`, `-m physdev`, `-m devgroup`, `-m rpfilter`, `-m realm`.
final class Links {
    private static final Words PACKET_TYPES = Words.from(0, "unicast", "broadcast", "multicast", "otherhost");

    private static final Shape MAC =
            Shape.oneOf("an address like 52:54:00:12:34:56", Links::mac).orNot();
    private static final Shape PACKET_TYPE = Shape.oneOf(
                    "unicast, broadcast, multicast or otherhost", Links::packetType)
            .with(PACKET_TYPES)
            .orNot();
    private static final Shape INTERFACE = Shape.WORD.orNot();
    // Names of groups and realms stand in that host's /etc/iproute2.
    private static final Shape GROUP = Shape.one(
                    "a number, or a number and its mask",
                    text -> Marks.pair(text)
                            .map(pair -> Outcome.good(
                                    Numbers.hex(pair[0]) + (pair[1] == WORD ? "" : "/" + Numbers.hex(pair[1]))))
                            .orElseGet(() ->
                                    new Outcome.Opaque(List.of(text), "only that host knows the name '" + text + "'")))
            .orNot();

    private Links() {}

    static List<Extension> all() {
        return List.of(
                Extension.match(
                                "mac",
                                Row.option(
                                        "--mac-source",
                                        MAC,
                                        (o, c) -> holds(
                                                c.span(),
                                                payload(Field.ETHER_SADDR),
                                                equal(o),
                                                hardware(o.values().getFirst()))))
                        .guessing((said, _) -> spelledHardware(said)),
                Extension.match(
                        "pkttype",
                        Row.option(
                                "--pkt-type",
                                PACKET_TYPE,
                                (o, c) -> holds(
                                        c.span(),
                                        meta(MetaKey.PKTTYPE),
                                        equal(o),
                                        PACKET_TYPES
                                                .values(o.values().getFirst())
                                                .getFirst()))),
                physdev(),
                Extension.match(
                        "devgroup", group("--src-group", MetaKey.IIFGROUP), group("--dst-group", MetaKey.OIFGROUP)),
                Extension.match(
                        "realm",
                        Row.option(
                                "--realm",
                                GROUP,
                                (o, c) -> holdsMasked(
                                        c.span(),
                                        meta(MetaKey.RTCLASSID),
                                        equal(o),
                                        o.values().getFirst(),
                                        WORD))),
                rpfilter(),
                Extension.match(
                        "cpu", Row.option("--cpu", Numbers.number(WORD).orNot(), Terms.ranged(meta(MetaKey.CPU)))));
    }

    // Which port of a bridge a packet takes: nft has no words for that in the ip family.
    private static Extension physdev() {
        return Extension.match(
                "physdev",
                Row.option("--physdev-is-in", Shape.FLAG.orNot()),
                Row.option("--physdev-in", INTERFACE),
                Row.option("--physdev-is-out", Shape.FLAG.orNot()),
                Row.option("--physdev-out", INTERFACE),
                Row.option("--physdev-is-bridged", Shape.FLAG.orNot()));
    }

    private static Extension rpfilter() {
        return Extension.match(
                        "rpfilter",
                        Links::reversePath,
                        Row.option("--loose", Shape.FLAG),
                        Row.option("--validmark", Shape.FLAG),
                        Row.option("--accept-local", Shape.FLAG),
                        Row.option("--invert", Shape.FLAG))
                .guessing((said, _) -> way(said))
                .alone();
    }

    private static Row group(String name, MetaKey key) {
        return Row.option(
                name,
                GROUP,
                (o, c) -> holdsMasked(c.span(), meta(key), equal(o), o.values().getFirst(), WORD));
    }

    // fib saddr . iif oif exists: the way back to the sender goes by the interface that the packet came by
    // (xt_rpfilter.c).
    private static Optional<List<Match>> reversePath(Options options, Context context) {
        if (options.has("--accept-local")) {
            return Optional.empty();
        }
        var keys = new java.util.HashSet<FibKey>();
        keys.add(FibKey.SADDR);
        if (!options.has("--loose")) {
            keys.add(FibKey.IIF);
        }
        if (options.has("--validmark")) {
            keys.add(FibKey.MARK);
        }
        Relation relation = options.has("--invert") ? Relation.EQ : Relation.NE;
        return holds(context.span(), new Selector.Fib(keys, FibResult.OIF), relation, number(0));
    }

    private static List<List<XtOption>> way(List<Statement> said) {
        if (!(said.getFirst() instanceof Match.Compare compare)
                || !(compare.selector() instanceof Selector.Fib(var keys, _))) {
            return List.of();
        }
        var options = new ArrayList<XtOption>();
        if (!keys.contains(FibKey.IIF)) {
            options.add(Guesses.option("--loose"));
        }
        if (keys.contains(FibKey.MARK)) {
            options.add(Guesses.option("--validmark"));
        }
        if (compare.relation() == Relation.EQ) {
            options.add(Guesses.option("--invert"));
        }
        return List.of(options);
    }

    private static Value hardware(String text) {
        return number(Long.parseLong(text.replace(":", ""), 16));
    }

    private static List<List<XtOption>> spelledHardware(List<Statement> said) {
        if (!(said.getFirst() instanceof Match.Compare compare)
                || !(compare.value() instanceof Value.Number(long number))) {
            return List.of();
        }
        String digits = String.format(Locale.ROOT, "%012x", number);
        String text = String.join(":", digits.split("(?<=\\G..)"));
        return List.of(
                List.of(new XtOption(false, "--mac-source", List.of(text))),
                List.of(new XtOption(true, "--mac-source", List.of(text))));
    }

    private static Optional<String> mac(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('-', ':');
        return Optional.of(lower).filter(t -> t.matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}"));
    }

    private static Optional<String> packetType(String text) {
        String name = switch (text.toLowerCase(Locale.ROOT)) {
            case "bcast" -> "broadcast";
            case "mcast" -> "multicast";
            case "host" -> "unicast";
            case String other -> other;
        };
        return Optional.of(name).filter(PACKET_TYPES.words()::contains);
    }
}
