package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Value;

/// `-m time --timestart 08:00 --timestop 18:00 --weekdays Mon,Tue`: when a packet comes, in UTC unless `--kerneltz`.
final class Times {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int LAST_OF_MONTH = 31;
    private static final long SECONDS_A_DAY = 86_400;
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}))?");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:T(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?)?)?)?");

    private static final Shape TIME = Shape.oneOf("a time of day like 08:30", Times::clock);
    private static final Shape DATE_TIME = Shape.oneOf("a date like 2026-01-31T08:30:00", Times::date);
    private static final Shape WEEKDAYS = Shape.oneOf(
                    "days of the week like Mon,Tue",
                    text -> numbers(text, DAYS.size())
                            .map(days -> String.join(
                                    ",", days.stream().map(d -> DAYS.get(d - 1)).toList())))
            .orNot();
    private static final Shape MONTH_DAYS = Shape.oneOf(
                    "days of the month like 1,15",
                    text -> numbers(text, LAST_OF_MONTH)
                            .map(days -> String.join(
                                    ",", days.stream().map(Object::toString).toList())))
            .orNot();

    private Times() {}

    static List<Extension> all() {
        return List.of(Extension.match(
                        "time",
                        Times::time,
                        Row.option("--timestart", TIME),
                        Row.option("--timestop", TIME),
                        Row.option("--monthdays", MONTH_DAYS),
                        Row.option("--weekdays", WEEKDAYS),
                        Row.synonym(
                                "--days",
                                WEEKDAYS,
                                given -> List.of(new Match.XtOption(given.negated(), "--weekdays", given.values()))),
                        Row.option("--datestart", DATE_TIME),
                        Row.option("--datestop", DATE_TIME),
                        Row.option("--kerneltz", Shape.FLAG),
                        Row.option("--localtz", Shape.FLAG),
                        Row.option("--utc", Shape.FLAG),
                        Row.option("--contiguous", Shape.FLAG))
                .alone());
    }

    // What the host's clock and zone are, and days of the month, nft cannot ask.
    private static Optional<List<Match>> time(Options options, Context context) {
        if (options.has("--monthdays")
                || options.has("--kerneltz")
                || options.has("--localtz")
                || options.has("--contiguous")) {
            return Optional.empty();
        }
        var found = new ArrayList<Match>();
        if (options.has("--timestart") || options.has("--timestop")) {
            long start = options.value("--timestart").map(Times::seconds).orElse(0L);
            long stop = options.value("--timestop").map(Times::seconds).orElse(SECONDS_A_DAY - 1);
            found.addAll(daily(start, stop, context));
        }
        if (options.has("--datestart") || options.has("--datestop")) {
            long start = options.value("--datestart").map(Times::epoch).orElse(0L);
            long stop = options.value("--datestop").map(Times::epoch).orElse((long) Integer.MAX_VALUE);
            var range = new Value.Range(number(start), number(stop));
            holds(context.span(), meta(MetaKey.TIME), Relation.EQ, range).ifPresent(found::addAll);
        }
        options.first("--weekdays").ifPresent(option -> {
            var days = Arrays.stream(option.values().getFirst().split(","))
                    .map(day -> number((DAYS.indexOf(day) + 1) % DAYS.size()))
                    .map(day -> Value.Element.of(context.span(), day))
                    .toList();
            Value set = new Value.SetLiteral(context.span(), days);
            holds(context.span(), meta(MetaKey.DAY), Terms.equal(option), set).ifPresent(found::addAll);
        });
        return Optional.of(found);
    }

    // A start after the stop goes over midnight.
    private static List<Match> daily(long start, long stop, Context context) {
        if (start <= stop) {
            return holds(context.span(), meta(MetaKey.HOUR), Relation.EQ, new Value.Range(number(start), number(stop)))
                    .orElseThrow();
        }
        var late = new Match.Compare(context.span(), meta(MetaKey.HOUR), Relation.GE, number(start));
        var early = new Match.Compare(context.span(), meta(MetaKey.HOUR), Relation.LE, number(stop));
        return List.of(new Match.AnyOf(context.span(), List.of(late, early)));
    }

    private static Optional<String> clock(String text) {
        var parts = CLOCK.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int[] fields = {part(parts.group(1), 0), part(parts.group(2), 0), part(parts.group(3), 0)};
        return fields[0] < 24 && fields[1] < 60 && fields[2] < 60
                ? Optional.of("%02d:%02d:%02d".formatted(fields[0], fields[1], fields[2]))
                : Optional.empty();
    }

    private static long seconds(String canonical) {
        return java.time.LocalTime.parse(canonical).toSecondOfDay();
    }

    private static Optional<String> date(String text) {
        var parts = DATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var date = LocalDateTime.of(
                    part(parts.group(1), 1970),
                    part(parts.group(2), 1),
                    part(parts.group(3), 1),
                    part(parts.group(4), 0),
                    part(parts.group(5), 0),
                    part(parts.group(6), 0));
            return Optional.of("%04d-%02d-%02dT%02d:%02d:%02d"
                    .formatted(
                            date.getYear(),
                            date.getMonthValue(),
                            date.getDayOfMonth(),
                            date.getHour(),
                            date.getMinute(),
                            date.getSecond()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static long epoch(String canonical) {
        return LocalDateTime.parse(canonical).toEpochSecond(ZoneOffset.UTC);
    }

    private static int part(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static Optional<List<Integer>> numbers(String text, int most) {
        var found = new TreeSet<Integer>();
        for (String part : text.split(",", -1)) {
            int named = most == DAYS.size() ? dayOf(part) : 0;
            var number = named > 0 ? Optional.of((long) named) : Numbers.boxed(part, most);
            if (number.isEmpty() || number.get() == 0) {
                return Optional.empty();
            }
            found.add(number.get().intValue());
        }
        return Optional.of(List.copyOf(found));
    }

    private static int dayOf(String text) {
        for (String day : DAYS) {
            if (text.length() >= 2 && text.regionMatches(true, 0, day, 0, Math.min(text.length(), day.length()))) {
                return DAYS.indexOf(day) + 1;
            }
        }
        return 0;
    }
}
