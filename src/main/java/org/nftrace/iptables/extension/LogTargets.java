package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.SHORT;
import static org.nftrace.iptables.extension.Numbers.WORD;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Statement;

/// Targets that tell somebody of a packet and let it go on: `-j LOG`, `-j NFLOG`, `-j ULOG`, `-j AUDIT`, `-j TRACE`.
final class LogTargets {
    // syslog(3), spelled as nft does; iptables also knows panic, error and warning.
    private static final List<String> LEVELS =
            List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");
    private static final Map<String, Integer> OTHER_LEVELS = Map.of("panic", 0, "error", 3, "warning", 4);
    private static final String DEFAULT_LEVEL = "4";

    private static final Map<String, String> FLAGS = Map.of(
            "--log-tcp-sequence", "tcp sequence",
            "--log-tcp-options", "tcp options",
            "--log-ip-options", "ip options",
            "--log-uid", "skuid",
            "--log-macdecode", "ether");

    private static final Shape LEVEL = Shape.oneOf("a level from 0 to 7 or a name like info", LogTargets::level);

    private LogTargets() {}

    static List<Extension> all() {
        return List.of(
                log(),
                nflog(),
                ulog(),
                silent("AUDIT", Row.option("--type", Shape.choice("accept", "drop", "reject"))),
                trace());
    }

    private static Extension log() {
        return Extension.target(
                        "LOG",
                        LogTargets::log,
                        Row.option("--log-prefix", Shape.TEXT),
                        Row.option("--log-level", LEVEL)
                                .unless(option -> option.values().getFirst().equals(DEFAULT_LEVEL)),
                        Row.option("--log-tcp-sequence", Shape.FLAG),
                        Row.option("--log-tcp-options", Shape.FLAG),
                        Row.option("--log-ip-options", Shape.FLAG),
                        Row.option("--log-uid", Shape.FLAG),
                        Row.option("--log-macdecode", Shape.FLAG))
                .guessing((done, _) -> logged(done))
                .alone();
    }

    private static List<List<XtOption>> logged(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Log log)) {
            return List.of();
        }
        var options = new ArrayList<XtOption>();
        log.prefix().ifPresent(prefix -> options.add(Guesses.option("--log-prefix", prefix)));
        log.level()
                .map(level -> Integer.toString(LEVELS.indexOf(level)))
                .filter(level -> !level.equals(DEFAULT_LEVEL))
                .ifPresent(level -> options.add(Guesses.option("--log-level", level)));
        FLAGS.forEach((option, flag) -> {
            if (log.flags().contains(flag)) {
                options.add(Guesses.option(option));
            }
        });
        return List.of(options);
    }

    private static List<List<XtOption>> sent(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Log log) || log.group().isEmpty()) {
            return List.of();
        }
        var options = new ArrayList<XtOption>();
        log.prefix().ifPresent(prefix -> options.add(Guesses.option("--nflog-prefix", prefix)));
        if (log.group().getAsInt() != 0) {
            options.add(
                    Guesses.option("--nflog-group", Integer.toString(log.group().getAsInt())));
        }
        log.snaplen().ifPresent(size -> options.add(Guesses.option("--nflog-size", Long.toString(size))));
        log.queueThreshold()
                .ifPresent(many -> options.add(Guesses.option("--nflog-threshold", Integer.toString(many))));
        return List.of(options);
    }

    private static Extension nflog() {
        return Extension.target(
                        "NFLOG",
                        (options, context) -> sent(
                                context,
                                options.value("--nflog-prefix"),
                                options.value("--nflog-group").orElse("0"),
                                options.value("--nflog-size"),
                                options.value("--nflog-threshold")),
                        Row.option("--nflog-prefix", Shape.TEXT),
                        Row.option("--nflog-group", Numbers.number(SHORT))
                                .unless(option -> option.values().getFirst().equals("0")),
                        Row.option("--nflog-range", Numbers.number(WORD)),
                        Row.option("--nflog-size", Numbers.number(WORD)),
                        Row.option("--nflog-threshold", Numbers.number(SHORT)))
                .guessing((done, _) -> sent(done))
                .alone();
    }

    private static Extension ulog() {
        return Extension.target(
                        "ULOG",
                        (options, context) -> sent(
                                context,
                                options.value("--ulog-prefix"),
                                options.value("--ulog-nlgroup").orElse("1"),
                                options.value("--ulog-cprange"),
                                options.value("--ulog-qthreshold")),
                        Row.option("--ulog-prefix", Shape.TEXT),
                        Row.option("--ulog-nlgroup", Numbers.number(1, 32))
                                .unless(option -> option.values().getFirst().equals("1")),
                        Row.option("--ulog-cprange", Numbers.number(WORD)),
                        Row.option("--ulog-qthreshold", Numbers.number(SHORT)))
                .only(Extension.Reach.IP)
                .alone();
    }

    private static Extension trace() {
        return Extension.target(
                        "TRACE",
                        (_, context) -> Optional.of(List.of(
                                new Action.Assign(context.span(), Terms.meta(MetaKey.NFTRACE), Terms.number(1)))))
                .within("raw")
                .guessing((_, _) -> List.of(List.of()))
                .alone();
    }

    /// A target that neither decides nor changes anything a rule can ask for.
    static Extension.OfTarget silent(String name, Row... rows) {
        return Extension.target(name, (_, _) -> Optional.of(List.of()), rows);
    }

    private static Optional<List<Statement>> log(Options options, Context context) {
        var flags = new LinkedHashSet<String>();
        for (var option : options.plain()) {
            Optional.ofNullable(FLAGS.get(option.name())).ifPresent(flags::add);
        }
        return Optional.of(List.of(new Action.Log(
                context.span(),
                options.value("--log-prefix"),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                options.value("--log-level").map(level -> LEVELS.get(Integer.parseInt(level))),
                flags)));
    }

    private static Optional<List<Statement>> sent(
            Context context, Optional<String> prefix, String group, Optional<String> size, Optional<String> threshold) {
        return Optional.of(List.of(new Action.Log(
                context.span(),
                prefix,
                OptionalInt.of((int) Numbers.of(group)),
                size.map(s -> OptionalLong.of(Numbers.of(s))).orElseGet(OptionalLong::empty),
                threshold.map(t -> OptionalInt.of((int) Numbers.of(t))).orElseGet(OptionalInt::empty),
                Optional.empty(),
                Set.of())));
    }

    private static Optional<String> level(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int named = OTHER_LEVELS.getOrDefault(lower, LEVELS.indexOf(lower));
        return named >= 0
                ? Optional.of(Integer.toString(named))
                : Numbers.boxed(text, LEVELS.size() - 1L).map(Object::toString);
    }
}
