package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.CtDirection;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// What is known of the packet's connection: `-m conntrack --ctstate NEW`, `-m state --state NEW`, `-m helper`, `-m
/// connbytes`.
final class Conntrack {
    // nft's numbers of the states and the kernel's bits of the status (nf_conntrack_common.h).
    private static final Words STATES = Words.of(List.of(
            Map.entry("INVALID", 1),
            Map.entry("NEW", 8),
            Map.entry("RELATED", 4),
            Map.entry("ESTABLISHED", 2),
            Map.entry("UNTRACKED", 64)));
    private static final Words TRANSLATIONS = Words.of(List.of(Map.entry("SNAT", 0x10), Map.entry("DNAT", 0x20)));
    private static final Words STATES_AND_TRANSLATIONS = Words.of(List.of(
            Map.entry("INVALID", 1),
            Map.entry("NEW", 8),
            Map.entry("RELATED", 4),
            Map.entry("ESTABLISHED", 2),
            Map.entry("UNTRACKED", 64),
            Map.entry("SNAT", 0x10),
            Map.entry("DNAT", 0x20)));
    private static final Words STATUSES = Words.of(List.of(
            Map.entry("EXPECTED", 1),
            Map.entry("SEEN_REPLY", 2),
            Map.entry("ASSURED", 4),
            Map.entry("CONFIRMED", 8),
            Map.entry("NONE", 0)));
    private static final Words DIRECTIONS = Words.from(0, "ORIGINAL", "REPLY");
    private static final long SECOND = 1000;

    private Conntrack() {}

    static List<Extension> all() {
        return List.of(conntrack(), state(), helper(), connbytes(), connlabel());
    }

    private static Extension conntrack() {
        return Extension.match(
                "conntrack",
                Row.option("--ctstate", STATES_AND_TRANSLATIONS.list("states").orNot(), Conntrack::state),
                Row.option("--ctproto", Protocols.NUMBER.orNot(), Conntrack::protocol),
                address("--ctorigsrc", CtKey.SADDR, CtDirection.ORIGINAL),
                address("--ctorigdst", CtKey.DADDR, CtDirection.ORIGINAL),
                address("--ctreplsrc", CtKey.SADDR, CtDirection.REPLY),
                address("--ctrepldst", CtKey.DADDR, CtDirection.REPLY),
                port("--ctorigsrcport", CtKey.PROTO_SRC, CtDirection.ORIGINAL),
                port("--ctorigdstport", CtKey.PROTO_DST, CtDirection.ORIGINAL),
                port("--ctreplsrcport", CtKey.PROTO_SRC, CtDirection.REPLY),
                port("--ctrepldstport", CtKey.PROTO_DST, CtDirection.REPLY),
                Row.option("--ctstatus", STATUSES.list("statuses").orNot(), Conntrack::status),
                Row.option("--ctexpire", Numbers.range(Numbers.WORD).orNot(), Conntrack::expiration),
                Row.option("--ctdir", DIRECTIONS.list("one"), Conntrack::direction));
    }

    private static Extension state() {
        return Extension.match(
                "state", Row.option("--state", STATES.list("states").orNot(), Conntrack::state));
    }

    private static Extension helper() {
        return Extension.match(
                "helper",
                Row.option(
                        "--helper",
                        Shape.TEXT.orNot(),
                        (option, context) -> holds(
                                context.span(),
                                Terms.ct(CtKey.HELPER),
                                equal(option),
                                new Value.Text(option.values().getFirst()))));
    }

    private static Extension connbytes() {
        return Extension.match(
                        "connbytes",
                        Conntrack::bytes,
                        Row.option("--connbytes", BYTES.orNot()),
                        Row.option("--connbytes-mode", Shape.choice("packets", "bytes", "avgpkt")),
                        Row.option("--connbytes-dir", Shape.choice("original", "reply", "both")))
                .guessing((said, _) -> counted(said))
                .needing("--connbytes", "--connbytes-mode", "--connbytes-dir");
    }

    private static Extension connlabel() {
        return Extension.match(
                        "connlabel",
                        Row.option("--label", LABEL.orNot(), Conntrack::label),
                        Row.option("--set", Shape.FLAG))
                .needing("--label");
    }

    // '100' is at least 100; '100:200' both.
    private static final Shape BYTES = Shape.oneOf("a number of bytes or packets, or a range like 100:200", text -> {
        String closed = text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
        return Numbers.range(closed, -1L, end -> end);
    });

    // Names of labels stand in that host's /etc/xtables/connlabel.conf.
    private static final Shape LABEL = Shape.one(
                    "a label",
                    text -> Numbers.parse(text, 127).isPresent()
                            ? Outcome.good(text)
                            : text.chars().allMatch(Character::isDigit)
                                    ? Outcome.bad()
                                    : new Outcome.Opaque(
                                            List.of(text), "only that host knows the label '" + text + "'"))
            .quoted(Shape.Quoting.ALWAYS);

    // SNAT and DNAT stand among the states, and are bits of the connection's status (xt_conntrack.c).
    private static Optional<List<Match>> state(XtOption option, Context context) {
        String list = option.values().getFirst();
        var states = STATES.values(list);
        var translations = TRANSLATIONS.values(list);
        Relation relation = option.negated() ? Relation.NONE : Relation.ANY;
        var parts = new ArrayList<Match>();
        if (!states.isEmpty()) {
            parts.add(new Match.Compare(context.span(), Terms.ct(CtKey.STATE), relation, new Value.Bits(states)));
        }
        if (!translations.isEmpty()) {
            parts.add(
                    new Match.Compare(context.span(), Terms.ct(CtKey.STATUS), relation, new Value.Bits(translations)));
        }
        boolean either = parts.size() > 1 && !option.negated();
        return Optional.of(either ? List.of(new Match.AnyOf(context.span(), parts)) : parts);
    }

    // NONE is no bit: it never matches.
    private static Optional<List<Match>> status(XtOption option, Context context) {
        var bits = STATUSES.values(option.values().getFirst()).stream()
                .filter(bit -> !bit.equals(number(0)))
                .toList();
        Relation relation = option.negated() ? Relation.NONE : Relation.ANY;
        return holds(context.span(), Terms.ct(CtKey.STATUS), relation, new Value.Bits(bits));
    }

    private static Optional<List<Match>> protocol(XtOption option, Context context) {
        Selector protocol = directed(CtKey.PROTOCOL, CtDirection.ORIGINAL, Optional.empty());
        return holds(
                context.span(),
                protocol,
                equal(option),
                number(Numbers.of(option.values().getFirst())));
    }

    private static Optional<List<Match>> expiration(XtOption option, Context context) {
        Value seconds = Terms.range(option.values().getFirst());
        Value milliseconds = seconds instanceof Value.Range(Value.Number first, Value.Number last)
                ? new Value.Range(number(first.value() * SECOND), number(last.value() * SECOND + SECOND - 1))
                : new Value.Range(
                        number(((Value.Number) seconds).value() * SECOND),
                        number(((Value.Number) seconds).value() * SECOND + SECOND - 1));
        return holds(context.span(), Terms.ct(CtKey.EXPIRATION), equal(option), milliseconds);
    }

    private static Optional<List<Match>> direction(XtOption option, Context context) {
        Value direction = DIRECTIONS.values(option.values().getFirst()).getFirst();
        return holds(context.span(), Terms.ct(CtKey.DIRECTION), Relation.EQ, direction);
    }

    private static Row address(String name, CtKey key, CtDirection direction) {
        return Row.option(name, Addresses.HOST_IN_NETWORK.orNot(), (option, context) -> {
            Selector selector = directed(key, direction, Optional.of(context.family()));
            return holds(
                    context.span(),
                    selector,
                    equal(option),
                    Addresses.value(option.values().getFirst()));
        });
    }

    private static Row port(String name, CtKey key, CtDirection direction) {
        return Row.option(name, Ports.RANGE, Terms.ranged(directed(key, direction, Optional.empty())));
    }

    private static Selector directed(CtKey key, CtDirection direction, Optional<Family> family) {
        return new Selector.Ct(key, Optional.of(direction), family);
    }

    private static Optional<List<Match>> bytes(Options options, Context context) {
        var given = options.first("--connbytes");
        var mode = options.value("--connbytes-mode");
        var way = options.value("--connbytes-dir");
        if (given.isEmpty() || mode.isEmpty() || way.isEmpty()) {
            return Optional.empty();
        }
        CtKey key =
                mode.get().equals("packets") ? CtKey.PACKETS : mode.get().equals("bytes") ? CtKey.BYTES : CtKey.AVGPKT;
        var direction = switch (way.get()) {
            case "original" -> Optional.of(CtDirection.ORIGINAL);
            case "reply" -> Optional.of(CtDirection.REPLY);
            default -> Optional.<CtDirection>empty();
        };
        Selector selector = new Selector.Ct(key, direction, Optional.empty());
        String range = given.get().values().getFirst();
        if (range.indexOf(':') >= 0) {
            return holds(context.span(), selector, equal(given.get()), Terms.range(range));
        }
        Relation relation = given.get().negated() ? Relation.LT : Relation.GE;
        return holds(context.span(), selector, relation, number(Numbers.of(range)));
    }

    private static List<List<XtOption>> counted(List<Statement> said) {
        if (!(said.getFirst() instanceof Match.Compare compare)
                || !(compare.selector() instanceof Selector.Ct(var key, var direction, _))) {
            return List.of();
        }
        String way = direction.map(d -> d.name().toLowerCase(Locale.ROOT)).orElse("both");
        var found = new ArrayList<List<XtOption>>();
        Guesses.text(compare.value())
                .ifPresent(text -> List.of(false, true)
                        .forEach(not -> found.add(List.of(
                                new XtOption(not, "--connbytes", List.of(text)),
                                Guesses.option("--connbytes-mode", key.label()),
                                Guesses.option("--connbytes-dir", way)))));
        return found;
    }

    private static Optional<List<Match>> label(XtOption option, Context context) {
        int bit = (int) Numbers.of(option.values().getFirst());
        Value mask = new Value.Wide(java.math.BigInteger.ONE.shiftLeft(bit));
        Relation relation = option.negated() ? Relation.NONE : Relation.ANY;
        return holds(context.span(), Terms.ct(CtKey.LABEL), relation, new Value.Bits(List.of(mask)));
    }
}
