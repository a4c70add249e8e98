package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// What the kernel remembers from packet to packet, and chance: `-m recent`, `-m statistic`, `-m nfacct`, `-m comment`.
final class Memory {
    private static final long WHOLE = 0x8000_0000L;
    private static final int DIGITS = 11;

    private static final Shape PROBABILITY =
            Shape.oneOf("a probability from 0 to 1", Memory::probability).orNot();
    private static final Shape MASK = Shape.oneOf(
            "a mask like 255.255.255.0",
            text -> Network.parse(text).map(network -> network.address().toString()));

    private Memory() {}

    static List<Extension> all() {
        return List.of(
                recent(),
                statistic(),
                Extension.match("comment", Row.aside("--comment", Shape.TEXT)),
                Extension.match("nfacct", Row.aside("--nfacct-name", Shape.WORD)));
    }

    private static Extension recent() {
        return Extension.match(
                        "recent",
                        Memory::recent,
                        Row.option("--set", Shape.FLAG.orNot()),
                        Row.option("--rcheck", Shape.FLAG.orNot()),
                        Row.option("--update", Shape.FLAG.orNot()),
                        Row.option("--remove", Shape.FLAG.orNot()),
                        Row.option("--seconds", Numbers.number(1, WORD)),
                        Row.option("--reap", Shape.FLAG),
                        Row.option("--hitcount", Numbers.number(WORD)),
                        Row.option("--rttl", Shape.FLAG),
                        Row.option("--name", Shape.WORD).otherwise("DEFAULT"),
                        Row.option("--mask", MASK)
                                .otherwise((_, context) -> Optional.of(
                                        new XtOption(false, "--mask", List.of(context.isV6() ? FULL6 : FULL)))),
                        Row.option("--rsource", Shape.FLAG)
                                .otherwise((options, _) -> options.has("--rdest")
                                        ? Optional.empty()
                                        : Optional.of(new XtOption(false, "--rsource", List.of()))),
                        Row.option("--rdest", Shape.FLAG))
                .needing("--set|--rcheck|--update|--remove");
    }

    private static final String FULL = "255.255.255.255";
    private static final String FULL6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

    // --set puts the address on the list and always holds; what is on the list, no dump says.
    private static Optional<List<Match>> recent(Options options, Context context) {
        boolean sets = options.first("--set").filter(o -> !o.negated()).isPresent();
        return sets ? Optional.of(List.of()) : Optional.empty();
    }

    private static Extension statistic() {
        return Extension.match(
                        "statistic",
                        Memory::statistic,
                        Row.option("--mode", Shape.choice("random", "nth")),
                        Row.option("--probability", PROBABILITY),
                        Row.option("--every", Numbers.number(1, WORD).orNot()),
                        Row.option("--packet", Numbers.number(WORD))
                                .otherwise((options, _) -> options.has("--every")
                                        ? Optional.of(new XtOption(false, "--packet", List.of("0")))
                                        : Optional.empty()))
                .guessing((said, _) -> chance(said))
                .needing("--mode", "--probability|--every");
    }

    private static List<List<XtOption>> chance(List<Statement> said) {
        if (!(said.getFirst() instanceof Match.Compare compare)
                || !(compare.selector() instanceof Selector.Numgen(_, long modulus, _))
                || !(compare.value() instanceof Value.Number(long number))) {
            return List.of();
        }
        String part = new BigDecimal(number)
                .divide(BigDecimal.valueOf(modulus), DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString();
        var found = new ArrayList<List<XtOption>>();
        for (boolean not : List.of(false, true)) {
            found.add(List.of(Guesses.option("--mode", "random"), new XtOption(not, "--probability", List.of(part))));
            found.add(List.of(
                    Guesses.option("--mode", "nth"),
                    new XtOption(not, "--every", List.of(Long.toString(modulus))),
                    Guesses.option("--packet", Long.toString(number))));
        }
        return found;
    }

    private static Optional<List<Match>> statistic(Options options, Context context) {
        var probability = options.first("--probability");
        if (probability.isPresent()) {
            long below = scaled(probability.get().values().getFirst());
            Relation relation = probability.get().negated() ? Relation.GE : Relation.LT;
            return holds(context.span(), new Selector.Numgen(true, WHOLE, 0), relation, number(below));
        }
        var every = options.first("--every");
        if (every.isEmpty()) {
            return Optional.empty();
        }
        long modulus = Numbers.of(every.get().values().getFirst());
        long packet = options.value("--packet").map(Numbers::of).orElse(0L);
        return holds(context.span(), new Selector.Numgen(false, modulus, 0), Terms.equal(every.get()), number(packet));
    }

    // The kernel keeps it as a fraction of 2^31; iptables prints that back with eleven digits.
    private static Optional<String> probability(String text) {
        if (text.length() > 40 || !text.matches("[0-9]*\\.?[0-9]+")) {
            return Optional.empty();
        }
        var given = new BigDecimal(text);
        return given.compareTo(BigDecimal.ONE) > 0
                ? Optional.empty()
                : Optional.of(new BigDecimal(scaled(text))
                        .divide(BigDecimal.valueOf(WHOLE), DIGITS, RoundingMode.HALF_EVEN)
                        .toPlainString());
    }

    private static long scaled(String text) {
        return new BigDecimal(text)
                .multiply(BigDecimal.valueOf(WHOLE))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
