package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.BYTE;
import static org.nftrace.iptables.extension.Numbers.SHORT;
import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Terms.and;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.holdsMasked;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;

/// Fields of the IP header and of what lies behind it: `-m ttl`, `-m hl`, `-m dscp`, `-m tos`, `-m ecn`, `-m length`,
/// `-m ah`, `-m esp`.
final class Headers {
    private static final int CWR = 0x80;
    private static final int ECE = 0x40;

    private static final Map<String, Long> CLASSES = Map.ofEntries(
            Map.entry("BE", 0x00L),
            Map.entry("CS0", 0x00L),
            Map.entry("CS1", 0x08L),
            Map.entry("CS2", 0x10L),
            Map.entry("CS3", 0x18L),
            Map.entry("CS4", 0x20L),
            Map.entry("CS5", 0x28L),
            Map.entry("CS6", 0x30L),
            Map.entry("CS7", 0x38L),
            Map.entry("AF11", 0x0aL),
            Map.entry("AF12", 0x0cL),
            Map.entry("AF13", 0x0eL),
            Map.entry("AF21", 0x12L),
            Map.entry("AF22", 0x14L),
            Map.entry("AF23", 0x16L),
            Map.entry("AF31", 0x1aL),
            Map.entry("AF32", 0x1cL),
            Map.entry("AF33", 0x1eL),
            Map.entry("AF41", 0x22L),
            Map.entry("AF42", 0x24L),
            Map.entry("AF43", 0x26L),
            Map.entry("EF", 0x2eL),
            Map.entry("VA", 0x2cL),
            Map.entry("LE", 0x01L));

    private static final Map<String, String> SERVICES = Map.of(
            "minimize-delay", "0x10",
            "maximize-throughput", "0x08",
            "maximize-reliability", "0x04",
            "minimize-cost", "0x02",
            "normal-service", "0x00");
    // A name asks for the four TOS bits and the two below, not for the precedence.
    private static final String NAMED_MASK = "/0x3f";

    /// `0x2e`
    static final Shape DSCP = Numbers.hexNumber(0x3f, 2);
    /// `EF`
    static final Shape DSCP_CLASS = Shape.oneOf(
            "a class like EF or AF11",
            text -> Optional.ofNullable(CLASSES.get(text.toUpperCase(Locale.ROOT)))
                    .map(number -> Numbers.hex(number, 2)));
    /// `0x10/0xff`, `Minimize-Delay`
    static final Shape TOS = Shape.oneOf("a value, value/mask or a name like Minimize-Delay", Headers::tos);

    private Headers() {}

    static List<Extension> all() {
        Row dscp = Row.option(
                "--dscp",
                DSCP.orNot(),
                (o, c) -> holds(
                        c.span(),
                        dscp(c),
                        equal(o),
                        number(Numbers.of(o.values().getFirst()))));
        return List.of(
                Extension.match(
                                "ttl",
                                hops("--ttl-eq", Relation.EQ),
                                hops("--ttl-eq", Relation.EQ).as("--ttl"),
                                hops("--ttl-lt", Relation.LT),
                                hops("--ttl-gt", Relation.GT))
                        .only(Extension.Reach.IP),
                Extension.match(
                                "hl",
                                hops("--hl-eq", Relation.EQ),
                                hops("--hl-lt", Relation.LT),
                                hops("--hl-gt", Relation.GT))
                        .only(Extension.Reach.IP6),
                Extension.match(
                        "dscp",
                        dscp,
                        Row.synonym(
                                "--dscp-class",
                                DSCP_CLASS.orNot(),
                                given -> List.of(new XtOption(given.negated(), "--dscp", given.values())))),
                Extension.match(
                        "tos",
                        Row.option(
                                "--tos",
                                TOS.orNot(),
                                (o, c) -> holdsMasked(
                                        c.span(),
                                        tosByte(c),
                                        equal(o),
                                        o.values().getFirst(),
                                        BYTE))),
                Extension.match(
                        "ecn",
                        Row.option("--ecn-tcp-ece", Shape.FLAG.orNot(), (o, c) -> flag(o, c, ECE)),
                        Row.option("--ecn-tcp-cwr", Shape.FLAG.orNot(), (o, c) -> flag(o, c, CWR)),
                        Row.option(
                                "--ecn-ip-ect",
                                Numbers.number(3).orNot(),
                                (o, c) -> holds(
                                        c.span(),
                                        payload(c.isV6() ? Field.IP6_ECN : Field.IP_ECN),
                                        equal(o),
                                        number(Numbers.of(o.values().getFirst()))))),
                Extension.match(
                        "length",
                        Row.option("--length", Numbers.range(SHORT).orNot(), Terms.ranged(meta(MetaKey.LENGTH)))),
                Extension.match(
                                "ah",
                                spi("--ahspi", Field.AH_SPI),
                                Row.option("--ahlen", Numbers.number(WORD).orNot()),
                                Row.option("--ahres", Shape.FLAG))
                        .alone(),
                Extension.match("esp", spi("--espspi", Field.ESP_SPI)).alone(),
                Extension.match("ipcomp", spi("--ipcompspi", Field.COMP_CPI), Row.option("--compres", Shape.FLAG))
                        .alone());
    }

    private static Row spi(String name, Field field) {
        return Row.option(name, Numbers.range(WORD).orNot(), Terms.ranged(payload(field)))
                .unless(option ->
                        !option.negated() && option.values().getFirst().equals("0:4294967295"));
    }

    private static Row hops(String name, Relation relation) {
        Shape shape = Numbers.number(BYTE);
        return Row.option(name, relation == Relation.EQ ? shape.orNot() : shape, (option, context) -> {
            Selector hops = payload(context.isV6() ? Field.IP6_HOPLIMIT : Field.IP_TTL);
            Relation asked = option.negated() ? Relation.NE : relation;
            return holds(
                    context.span(),
                    hops,
                    asked,
                    number(Numbers.of(option.values().getFirst())));
        });
    }

    private static Optional<List<org.nftrace.ir.Match>> flag(XtOption option, Context context, int bit) {
        Relation relation = option.negated() ? Relation.EQ : Relation.NE;
        return holds(context.span(), and(payload(Field.TCP_FLAGS), bit), relation, number(0));
    }

    static Selector dscp(Context context) {
        return payload(context.isV6() ? Field.IP6_DSCP : Field.IP_DSCP);
    }

    /// The whole TOS byte or traffic class, which nft has no name for.
    static Selector tosByte(Context context) {
        return new Selector.Raw(Selector.RawBase.NH, context.isV6() ? 4 : 8, 8);
    }

    private static Optional<String> tos(String text) {
        String named = SERVICES.get(text.toLowerCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(named + NAMED_MASK);
        }
        int slash = text.indexOf('/');
        var value = Numbers.boxed(slash < 0 ? text : text.substring(0, slash), BYTE);
        var mask = slash < 0 ? Optional.of(BYTE) : Numbers.boxed(text.substring(slash + 1), BYTE);
        return value.isPresent() && mask.isPresent()
                ? Optional.of(Numbers.hex(value.get(), 2) + "/" + Numbers.hex(mask.get(), 2))
                : Optional.empty();
    }
}
