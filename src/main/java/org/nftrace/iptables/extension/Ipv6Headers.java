package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.BYTE;
import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.number;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Match;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;

/// The extension headers of IPv6: `-m frag`, `-m rt --rt-type 0`, `-m hbh`, `-m dst`, `-m mh`, `-m srh`, `-m
/// ipv6header`.
final class Ipv6Headers {
    private static final List<String> MOBILITY = List.of(
            "binding-refresh-request",
            "home-test-init",
            "careof-test-init",
            "home-test",
            "careof-test",
            "binding-update",
            "binding-acknowledgement",
            "binding-error");
    private static final Map<String, Integer> MOBILITY_SHORT =
            Map.of("brr", 0, "hoti", 1, "coti", 2, "hot", 3, "cot", 4, "bu", 5, "ba", 6, "be", 7);

    // In the order of the kernel's bits; each has a short and a long name and a protocol number.
    private static final List<List<String>> HEADERS = List.of(
            List.of("hop-by-hop", "hop", "0"),
            List.of("ipv6-opts", "dst", "60"),
            List.of("ipv6-route", "route", "43"),
            List.of("ipv6-frag", "frag", "44"),
            List.of("ah", "auth", "51"),
            List.of("esp", "esp", "50"),
            List.of("ipv6-nonxt", "none", "59"),
            List.of("protocol", "prot", "255"));

    private static final Shape RANGE = Numbers.range(WORD).orNot();
    private static final Shape MOBILITY_TYPE = Shape.oneOf(
                    "a type or range of types",
                    text -> Numbers.range(text.toLowerCase(Locale.ROOT), BYTE, Ipv6Headers::mobility))
            .orNot();
    private static final Shape HEADER_LIST = Shape.oneOf("names of headers like hop,dst,frag", Ipv6Headers::headers)
            .orNot();
    private static final Shape ADDRESS_LIST = Shape.oneOf(
            "addresses",
            text -> Arrays.stream(text.split(",", -1))
                            .allMatch(a -> org.nftrace.net.Address.parse(a).isPresent())
                    ? Optional.of(text)
                    : Optional.empty());
    private static final Shape OPTION_LIST = Shape.oneOf(
            "options like 1:4,5",
            text -> Optional.of(text).filter(t -> t.matches("[0-9]+(:[0-9]+)?(,[0-9]+(:[0-9]+)?)*")));

    private Ipv6Headers() {}

    static List<Extension> all() {
        return List.of(
                        present("frag", frag()),
                        present("rt", rt()),
                        present("hbh", options("hbh")),
                        present("dst", options("dst")),
                        Extension.match(
                                "mh", Row.option("--mh-type", MOBILITY_TYPE, Terms.ranged(field("mh", "type")))),
                        present("srh", srh()),
                        Extension.match(
                                "ipv6header", Row.option("--header", HEADER_LIST), Row.option("--soft", Shape.FLAG)),
                        Extension.match("eui64", (_, _) -> Optional.empty()).alone())
                .stream()
                .map(match -> (Extension) match.only(Extension.Reach.IP6))
                .toList();
    }

    private static Extension.OfMatch frag() {
        return Extension.match(
                        "frag",
                        Row.option("--fragid", RANGE, Terms.ranged(field("frag", "id")))
                                .unless(Ipv6Headers::isWhole),
                        Row.option("--fraglen", Numbers.number(WORD).orNot()),
                        Row.option("--fragres", Shape.FLAG),
                        Row.option("--fragfirst", Shape.FLAG, (_, c) -> is(c, field("frag", "frag-off"), 0)),
                        Row.option("--fragmore", Shape.FLAG, (_, c) -> is(c, field("frag", "more-fragments"), 1)),
                        Row.option("--fraglast", Shape.FLAG, (_, c) -> is(c, field("frag", "more-fragments"), 0)))
                .alone();
    }

    private static Extension.OfMatch rt() {
        return Extension.match(
                        "rt",
                        Ipv6Headers::routing,
                        Row.option("--rt-type", Numbers.number(BYTE).orNot()),
                        Row.option("--rt-segsleft", RANGE).unless(Ipv6Headers::isWhole),
                        Row.option("--rt-len", Numbers.number(WORD).orNot()),
                        Row.option("--rt-0-res", Shape.FLAG),
                        Row.option("--rt-0-addrs", ADDRESS_LIST),
                        Row.option("--rt-0-not-strict", Shape.FLAG))
                .alone();
    }

    // Without any option it asks whether there is such a header (ip6t_hbh.c and its like).
    private static Extension.OfMatch present(String header, Extension.OfMatch match) {
        var there = new Selector.ExtensionHeader(header, Optional.empty(), OptionalInt.empty(), DataType.BOOLEAN);
        return new Extension.OfMatch(
                match.name(),
                match.reach(),
                match.needs(),
                match.rows(),
                (options, context) -> options.all().isEmpty()
                        ? holds(context.span(), there, Relation.EQ, number(1))
                        : match.sense().of(options, context),
                match.guess());
    }

    private static Optional<List<Match>> routing(Options options, Context context) {
        var all = options.all();
        if (all.stream()
                .anyMatch(o -> !List.of("--rt-type", "--rt-segsleft")
                        .contains(o.option().name()))) {
            return Optional.empty();
        }
        return Optional.of(all.stream()
                .map(o -> (Match) new Match.Compare(
                        o.span(),
                        field("rt", o.option().name().equals("--rt-type") ? "type" : "seg-left"),
                        Terms.equal(o.option()),
                        Terms.range(o.option().values().getFirst())))
                .toList());
    }

    private static Extension.OfMatch options(String header) {
        return Extension.match(
                        header,
                        Row.option("--" + header + "-len", Numbers.number(WORD).orNot()),
                        Row.option("--" + header + "-opts", OPTION_LIST),
                        Row.option("--" + header + "-not-strict", Shape.FLAG))
                .alone();
    }

    private static Extension.OfMatch srh() {
        Shape number = Numbers.number(Numbers.SHORT).orNot();
        Shape network = Addresses.PREFIX.orNot();
        return Extension.match(
                        "srh",
                        Row.option("--srh-next-hdr", Protocols.NUMBER.orNot()),
                        Row.option("--srh-hdr-len-eq", number),
                        Row.option("--srh-hdr-len-gt", number),
                        Row.option("--srh-hdr-len-lt", number),
                        Row.option("--srh-segs-left-eq", number),
                        Row.option("--srh-segs-left-gt", number),
                        Row.option("--srh-segs-left-lt", number),
                        Row.option("--srh-last-entry-eq", number),
                        Row.option("--srh-last-entry-gt", number),
                        Row.option("--srh-last-entry-lt", number),
                        Row.option("--srh-tag", number),
                        Row.option("--srh-psid", network),
                        Row.option("--srh-nsid", network),
                        Row.option("--srh-lsid", network))
                .alone();
    }

    private static Selector field(String header, String field) {
        return new Selector.ExtensionHeader(header, Optional.of(field), OptionalInt.empty(), DataType.INTEGER);
    }

    private static Optional<List<Match>> is(Context context, Selector field, long value) {
        return holds(context.span(), field, Relation.EQ, number(value));
    }

    private static boolean isWhole(Match.XtOption option) {
        return !option.negated() && option.values().getFirst().equals("0:4294967295");
    }

    private static String mobility(String text) {
        int index = MOBILITY.indexOf(text);
        return index >= 0
                ? Integer.toString(index)
                : MOBILITY_SHORT.containsKey(text) ? MOBILITY_SHORT.get(text).toString() : text;
    }

    private static Optional<String> headers(String text) {
        var given = Arrays.asList(text.toLowerCase(Locale.ROOT).split(",", -1));
        boolean known = given.stream().allMatch(name -> HEADERS.stream().anyMatch(h -> h.contains(name)));
        return known
                ? Optional.of(String.join(
                        ",",
                        HEADERS.stream()
                                .filter(h -> h.stream().anyMatch(given::contains))
                                .map(List::getFirst)
                                .toList()))
                : Optional.empty();
    }
}
