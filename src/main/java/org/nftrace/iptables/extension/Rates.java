package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.TimeUnit;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Statement;

/// How often, how much, how many: `-m limit --limit 3/min`, `-m hashlimit`, `-m quota`, `-m connlimit`, `-m rateest`.
final class Rates {
    private static final String BURST = "5";
    private static final long SCALE = 10_000;
    private static final List<String> UNITS = List.of("day", "hour", "min", "sec");
    private static final List<Long> SECONDS = List.of(86_400L, 3600L, 60L, 1L);
    private static final List<String> BYTES = List.of("", "k", "m");

    private static final Shape RATE = Shape.oneOf("a rate like 3/min", Rates::rate);
    private static final Shape FLOW = Shape.oneOf(
            "a rate like 3/min or 512kb/s",
            text -> text.endsWith("b/s") ? Optional.of(text).filter(Rates::isByteRate) : rate(text));
    private static final Shape MODE = Shape.oneOf(
            "some of srcip, srcport, dstip, dstport",
            text -> List.of("srcip", "srcport", "dstip", "dstport").containsAll(List.of(text.split(",", -1)))
                    ? Optional.of(text)
                    : Optional.empty());
    private static final Shape AMOUNT = Shape.oneOf(
            "a number, or bytes like 400kb",
            text -> text.endsWith("b")
                    ? Optional.of(text)
                    : Numbers.boxed(text, Numbers.WORD).map(Object::toString));

    private Rates() {}

    static List<Extension> all() {
        return List.of(limit(), hashlimit(), quota(), connlimit(), rateest());
    }

    private static Extension limit() {
        return Extension.match(
                        "limit",
                        (options, context) -> options.value("--limit")
                                .map(rate -> List.of(limit(
                                        rate, options.value("--limit-burst").orElse(BURST), false, context))),
                        Row.option("--limit", RATE).otherwise("3/hour"),
                        Row.option("--limit-burst", Numbers.number(1, 10_000))
                                .unless(option -> option.values().getFirst().equals(BURST)))
                .guessing((said, _) -> limited(said))
                .alone();
    }

    // The kernel keeps one bucket for each address or port; a dump does not hold them.
    private static Extension hashlimit() {
        Row upto = Row.option("--hashlimit-upto", FLOW);
        return Extension.match(
                        "hashlimit",
                        Rates::hashed,
                        upto,
                        upto.as("--hashlimit"),
                        Row.option("--hashlimit-above", FLOW),
                        Row.option("--hashlimit-burst", AMOUNT).otherwise(Rates::burst),
                        Row.option("--hashlimit-mode", MODE),
                        Row.option("--hashlimit-name", Shape.WORD),
                        Row.option("--hashlimit-htable-size", Numbers.number(Numbers.WORD)),
                        Row.option("--hashlimit-htable-max", Numbers.number(Numbers.WORD)),
                        Row.option("--hashlimit-htable-gcinterval", Numbers.number(Numbers.WORD)),
                        Row.option("--hashlimit-htable-expire", Numbers.number(Numbers.WORD)),
                        Row.option("--hashlimit-srcmask", Numbers.number(128)),
                        Row.option("--hashlimit-dstmask", Numbers.number(128)),
                        Row.option("--hashlimit-rate-match", Shape.FLAG),
                        Row.option("--hashlimit-rate-interval", Numbers.number(Numbers.WORD)))
                .guessing((said, context) -> overLimit(said, context))
                .needing("--hashlimit-upto|--hashlimit-above", "--hashlimit-name");
    }

    private static List<List<XtOption>> limited(List<Statement> said) {
        if (!(said.getFirst() instanceof Match.Limit limit)) {
            return List.of();
        }
        String unit = limit.unit().name().toLowerCase(Locale.ROOT);
        var rate = Guesses.option("--limit", limit.rate() + "/" + unit);
        return limit.burst() < 0 || Long.toString(limit.burst()).equals(BURST)
                ? List.of(List.of(rate))
                : List.of(List.of(rate, Guesses.option("--limit-burst", Long.toString(limit.burst()))));
    }

    // One bucket for all, which limit has too, but with '--hashlimit-above'. It is found by its name.
    private static List<List<XtOption>> overLimit(List<Statement> said, Context context) {
        if (!(said.getFirst() instanceof Match.Limit limit) || !limit.over() || limit.bytes()) {
            return List.of();
        }
        String unit = limit.unit().name().toLowerCase(Locale.ROOT);
        String burst = limit.burst() < 0 ? BURST : Long.toString(limit.burst());
        return List.of(List.of(
                Guesses.option("--hashlimit-above", limit.rate() + "/" + unit),
                Guesses.option("--hashlimit-burst", burst),
                Guesses.option("--hashlimit-name", "limit" + context.span().line())));
    }

    private static Extension quota() {
        return Extension.match(
                        "quota", Row.option("--quota", Numbers.number(-1L).orNot(), (option, context) -> {
                            long bytes = Numbers.of(option.values().getFirst());
                            return Optional.of(List.of(new Match.Quota(context.span(), option.negated(), bytes, 0)));
                        }))
                .guessing((said, _) -> said.getFirst() instanceof Match.Quota quota
                        ? List.of(List.of(new XtOption(quota.over(), "--quota", List.of(Long.toString(quota.bytes())))))
                        : List.of());
    }

    private static Extension connlimit() {
        Shape count = Numbers.number(Numbers.WORD).orNot();
        return Extension.match(
                        "connlimit",
                        Rates::connections,
                        Row.synonym(
                                "--connlimit-upto",
                                count,
                                given -> counted(given, "--connlimit-upto", "--connlimit-above")),
                        Row.synonym(
                                "--connlimit-above",
                                count,
                                given -> counted(given, "--connlimit-above", "--connlimit-upto")),
                        Row.option("--connlimit-mask", Numbers.number(128))
                                .otherwise((_, context) -> Optional.of(new XtOption(
                                        false, "--connlimit-mask", List.of(context.isV6() ? "128" : "32")))),
                        Row.option("--connlimit-saddr", Shape.FLAG)
                                .otherwise((options, _) -> options.has("--connlimit-daddr")
                                        ? Optional.empty()
                                        : Optional.of(new XtOption(false, "--connlimit-saddr", List.of()))),
                        Row.option("--connlimit-daddr", Shape.FLAG))
                .guessing((said, _) -> said.getFirst() instanceof Match.ConnectionLimit limit
                        // all connections together, where a longer mask would part them by address
                        ? List.of(List.of(
                                Guesses.option(
                                        limit.over() ? "--connlimit-above" : "--connlimit-upto",
                                        Long.toString(limit.count())),
                                Guesses.option("--connlimit-mask", "0")))
                        : List.of())
                .needing("--connlimit-upto|--connlimit-above");
    }

    private static Extension rateest() {
        return Extension.match(
                "rateest",
                (_, _) -> Optional.empty(),
                Row.option("--rateest-delta", Shape.FLAG),
                Row.option("--rateest", Shape.WORD),
                Row.option("--rateest1", Shape.WORD),
                Row.option("--rateest-bps1", BITS),
                Row.option("--rateest-pps1", Numbers.number(Numbers.WORD)),
                Row.option("--rateest-lt", Shape.FLAG.orNot()),
                Row.option("--rateest-gt", Shape.FLAG.orNot()),
                Row.option("--rateest-eq", Shape.FLAG.orNot()),
                Row.option("--rateest-bps", BITS),
                Row.option("--rateest-pps", Numbers.number(Numbers.WORD)),
                Row.option("--rateest-bps2", BITS),
                Row.option("--rateest-pps2", Numbers.number(Numbers.WORD)),
                Row.option("--rateest2", Shape.WORD));
    }

    // tc(8)'s rates: 'bps' is bytes.
    private static final Map<String, Long> RATE_UNITS = Map.ofEntries(
            Map.entry("", 8L),
            Map.entry("bit", 1L),
            Map.entry("kbit", 1000L),
            Map.entry("kibit", 1024L),
            Map.entry("mbit", 1_000_000L),
            Map.entry("mibit", 1024L * 1024),
            Map.entry("gbit", 1_000_000_000L),
            Map.entry("gibit", 1024L * 1024 * 1024),
            Map.entry("bps", 8L),
            Map.entry("kbps", 8000L),
            Map.entry("kibps", 8L * 1024),
            Map.entry("mbps", 8_000_000L),
            Map.entry("mibps", 8L * 1024 * 1024),
            Map.entry("gbps", 8_000_000_000L));
    private static final Shape BITS = Shape.oneOf("a rate like 5kbit", Rates::bits);
    private static final long LEAST_MEGABITS = 1_000_000_000L;
    private static final long LEAST_KILOBITS = 1_000_000L;

    private static Optional<String> bits(String text) {
        String digits = text.replaceFirst("[A-Za-z]*$", "");
        Long unit = RATE_UNITS.get(text.substring(digits.length()).toLowerCase(Locale.ROOT));
        var number = Numbers.boxed(digits, Numbers.WORD);
        if (unit == null || number.isEmpty()) {
            return Optional.empty();
        }
        long rate = number.get() * unit;
        return Optional.of(
                rate >= LEAST_MEGABITS
                        ? rate / 1_000_000 + "Mbit"
                        : rate >= LEAST_KILOBITS ? rate / 1000 + "Kbit" : rate + "bit");
    }

    // '! --connlimit-above 3' is the same as '--connlimit-upto 3', and printed as that.
    private static List<XtOption> counted(XtOption given, String name, String opposite) {
        return List.of(new XtOption(false, given.negated() ? opposite : name, given.values()));
    }

    private static Optional<List<Match>> connections(Options options, Context context) {
        boolean over = options.has("--connlimit-above");
        return options.value(over ? "--connlimit-above" : "--connlimit-upto")
                .map(count -> List.of(new Match.ConnectionLimit(context.span(), over, Numbers.of(count))));
    }

    private static Optional<XtOption> burst(Options options, Context context) {
        boolean bytes = options.value("--hashlimit-upto")
                .or(() -> options.value("--hashlimit-above"))
                .filter(rate -> rate.endsWith("b/s"))
                .isPresent();
        return bytes ? Optional.empty() : Optional.of(new XtOption(false, "--hashlimit-burst", List.of(BURST)));
    }

    private static Optional<List<Match>> hashed(Options options, Context context) {
        boolean above = options.has("--hashlimit-above");
        return options.value(above ? "--hashlimit-above" : "--hashlimit-upto")
                .map(rate ->
                        List.of(limit(rate, options.value("--hashlimit-burst").orElse("-1"), above, context)));
    }

    private static Match limit(String rate, String burst, boolean over, Context context) {
        if (rate.endsWith("b/s")) {
            long bytes = byteCount(rate.substring(0, rate.length() - 2));
            long most = burst.endsWith("b") ? byteCount(burst) : -1;
            return new Match.Limit(context.span(), bytes, TimeUnit.SECOND, over, true, most);
        }
        int slash = rate.indexOf('/');
        TimeUnit unit = switch (rate.substring(slash + 1)) {
            case "day" -> TimeUnit.DAY;
            case "hour" -> TimeUnit.HOUR;
            case "min" -> TimeUnit.MINUTE;
            default -> TimeUnit.SECOND;
        };
        long most = burst.equals("-1") ? -1 : Numbers.of(burst);
        return new Match.Limit(context.span(), Numbers.of(rate.substring(0, slash)), unit, over, false, most);
    }

    private static long byteCount(String text) {
        String number = text.substring(0, text.length() - 1);
        char last = number.isEmpty() ? ' ' : number.charAt(number.length() - 1);
        long scale = last == 'k' ? 1L << 10 : last == 'm' ? 1L << 20 : 1;
        return Numbers.of(scale == 1 ? number : number.substring(0, number.length() - 1)) * scale;
    }

    private static boolean isByteRate(String text) {
        String number = text.substring(0, text.length() - 3);
        String unit = number.replaceAll("[0-9]", "");
        return BYTES.contains(unit)
                && Numbers.parse(number.substring(0, number.length() - unit.length()), Numbers.WORD)
                        .isPresent();
    }

    // The kernel holds the time between two packets; iptables prints it with the largest unit that fits.
    private static Optional<String> rate(String text) {
        int slash = text.indexOf('/');
        var count = Numbers.boxed(slash < 0 ? text : text.substring(0, slash), Numbers.WORD);
        int unit = slash < 0 ? UNITS.size() - 1 : unit(text.substring(slash + 1));
        if (count.isEmpty() || count.get() == 0 || unit < 0 || SECONDS.get(unit) * SCALE / count.get() == 0) {
            return Optional.empty();
        }
        long period = SECONDS.get(unit) * SCALE / count.get();
        int shown = 0;
        while (shown + 1 < UNITS.size() && fits(SECONDS.get(shown + 1) * SCALE, period)) {
            shown++;
        }
        return Optional.of(SECONDS.get(shown) * SCALE / period + "/" + UNITS.get(shown));
    }

    private static boolean fits(long unit, long period) {
        return period <= unit && unit / period >= unit % period;
    }

    private static int unit(String text) {
        for (int i = 0; i < UNITS.size(); i++) {
            String name = List.of("day", "hour", "minute", "second").get(i);
            if (!text.isEmpty() && name.startsWith(text)) {
                return i;
            }
        }
        return -1;
    }
}
