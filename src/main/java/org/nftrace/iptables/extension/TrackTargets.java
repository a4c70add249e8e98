package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.SHORT;
import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Numbers.hex;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.CtDirection;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Targets for what the kernel keeps beside a packet: `-j CT --notrack`, `-j NOTRACK`, `-j SECMARK`, `-j CONNSECMARK`,
/// `-j HMARK`, and those that only count or signal: `-j RATEEST`, `-j IDLETIMER`, `-j LED`.
final class TrackTargets {
    private static final Shape ZONE = Shape.oneOf(
            "a zone from 0 to 65535, or mark",
            text -> text.equals("mark")
                    ? Optional.of(text)
                    : Numbers.boxed(text, SHORT).map(Object::toString));
    private static final Shape MASK =
            Shape.oneOf("a mask like 0xffff", text -> Numbers.boxed(text, WORD).map(n -> hex(n)));

    private TrackTargets() {}

    static List<Extension> all() {
        return List.of(
                ct(),
                Extension.target("NOTRACK", (_, context) -> Optional.of(List.of(new Action.Notrack(context.span()))))
                        .alone(),
                LogTargets.silent("SECMARK", Row.option("--selctx", Shape.WORD)),
                Extension.target(
                                "CONNSECMARK",
                                TrackTargets::security,
                                Row.option("--save", Shape.FLAG),
                                Row.option("--restore", Shape.FLAG))
                        .guessing((_, _) ->
                                List.of(List.of(Guesses.option("--save")), List.of(Guesses.option("--restore")))),
                hmark(),
                LogTargets.silent(
                        "RATEEST",
                        Row.option("--rateest-name", Shape.WORD),
                        Row.option("--rateest-interval", Shape.WORD),
                        Row.option("--rateest-ewmalog", Shape.WORD)),
                LogTargets.silent(
                        "IDLETIMER",
                        Row.option("--timeout", Numbers.number(1, WORD)),
                        Row.option("--label", Shape.WORD),
                        Row.option("--alarm", Shape.FLAG)),
                LogTargets.silent(
                        "LED",
                        Row.option("--led-trigger-id", Shape.TEXT.quoted(Shape.Quoting.ALWAYS)),
                        Row.option("--led-delay", Shape.WORD),
                        Row.option("--led-always-blink", Shape.FLAG)),
                clusterip());
    }

    private static Extension ct() {
        return Extension.target(
                        "CT",
                        TrackTargets::track,
                        Row.option("--notrack", Shape.FLAG),
                        Row.option("--helper", Shape.WORD),
                        Row.option("--timeout", Shape.WORD),
                        Row.option("--ctevents", Shape.WORD),
                        Row.option("--expevents", Shape.WORD),
                        Row.option("--zone", ZONE),
                        Row.option("--zone-orig", ZONE),
                        Row.option("--zone-reply", ZONE))
                .within("raw")
                .guessing((done, _) -> tracked(done));
    }

    // Helpers, timeouts and events change nothing that a rule can ask for on the packet's way, but for '-m helper'.
    private static Optional<List<Statement>> track(Options options, Context context) {
        if (options.has("--notrack")) {
            return Optional.of(List.of(new Action.Notrack(context.span())));
        }
        var found = new ArrayList<Statement>();
        zone(options, "--zone", Optional.empty(), context).ifPresent(found::add);
        zone(options, "--zone-orig", Optional.of(CtDirection.ORIGINAL), context).ifPresent(found::add);
        zone(options, "--zone-reply", Optional.of(CtDirection.REPLY), context).ifPresent(found::add);
        return Optional.of(found);
    }

    private static Optional<Statement> zone(
            Options options, String name, Optional<CtDirection> direction, Context context) {
        return options.value(name).map(text -> {
            Expression zone = text.equals("mark") ? meta(MetaKey.MARK) : number(Numbers.of(text));
            return new Action.Assign(context.span(), new Selector.Ct(CtKey.ZONE, direction, Optional.empty()), zone);
        });
    }

    private static List<List<XtOption>> tracked(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Assign(_, _, var value))) {
            return List.of(List.of(Guesses.option("--notrack")));
        }
        String zone = value instanceof Value constant ? Guesses.text(constant).orElse("mark") : "mark";
        return Stream.of("--zone", "--zone-orig", "--zone-reply")
                .map(name -> List.of(Guesses.option(name, zone)))
                .toList();
    }

    private static Optional<List<Statement>> security(Options options, Context context) {
        Selector packet = meta(MetaKey.SECMARK);
        Selector connection = Terms.ct(CtKey.SECMARK);
        boolean saves = options.has("--save");
        return Optional.of(
                List.of(new Action.Assign(context.span(), saves ? connection : packet, saves ? packet : connection)));
    }

    // The mark is a hash over the packet: after it, what asks for the mark is unknown.
    private static Extension hmark() {
        return Extension.target(
                "HMARK",
                (_, _) -> Optional.empty(),
                Row.option("--hmark-src-prefix", Numbers.number(128)),
                Row.option("--hmark-dst-prefix", Numbers.number(128)),
                Row.option("--hmark-sport", MASK),
                Row.option("--hmark-dport", MASK),
                Row.option("--hmark-spi", MASK),
                Row.option("--hmark-sport-mask", MASK),
                Row.option("--hmark-dport-mask", MASK),
                Row.option("--hmark-spi-mask", MASK),
                Row.option("--hmark-proto-mask", MASK),
                Row.option("--hmark-rnd", Numbers.hexNumber(WORD, 8)),
                Row.option("--hmark-mod", Numbers.number(1, WORD)),
                Row.option("--hmark-offset", Numbers.number(WORD)),
                Row.option("--hmark-tuple", Shape.WORD));
    }

    private static Extension clusterip() {
        return Extension.target(
                        "CLUSTERIP",
                        (_, _) -> Optional.empty(),
                        Row.option("--new", Shape.FLAG),
                        Row.option("--hashmode", Shape.WORD),
                        Row.option("--clustermac", Shape.WORD),
                        Row.option("--total-nodes", Numbers.number(32)),
                        Row.option("--local-node", Numbers.number(32)),
                        Row.option("--hash-init", Shape.WORD))
                .only(Extension.Reach.IP);
    }
}
