package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.SHORT;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Action.QueueFlag;
import org.nftrace.ir.Action.RejectKind;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;

/// Targets that answer a packet or hand it to somebody else: `-j REJECT`, `-j SYNPROXY`, `-j NFQUEUE`, `-j TPROXY`, `-j
/// TEE`.
final class AnswerTargets {
    private static final String RESET = "tcp-reset";

    private static final Map<String, Integer> ANSWERS = Map.of(
            "icmp-net-unreachable", 0,
            "icmp-host-unreachable", 1,
            "icmp-proto-unreachable", 2,
            "icmp-port-unreachable", 3,
            "icmp-net-prohibited", 9,
            "icmp-host-prohibited", 10,
            "icmp-admin-prohibited", 13);
    private static final Map<String, String> SHORT_ANSWERS = Map.of(
            "net-unreach", "icmp-net-unreachable",
            "host-unreach", "icmp-host-unreachable",
            "proto-unreach", "icmp-proto-unreachable",
            "port-unreach", "icmp-port-unreachable",
            "net-prohib", "icmp-net-prohibited",
            "host-prohib", "icmp-host-prohibited",
            "admin-prohib", "icmp-admin-prohibited",
            "tcp-rst", RESET);
    private static final Map<String, Integer> ANSWERS6 = Map.of(
            "icmp6-no-route", 0,
            "icmp6-adm-prohibited", 1,
            "icmp6-addr-unreachable", 3,
            "icmp6-port-unreachable", 4,
            "icmp6-policy-fail", 5,
            "icmp6-reject-route", 6);
    private static final Map<String, String> SHORT_ANSWERS6 = Map.of(
            "no-route", "icmp6-no-route",
            "adm-prohibited", "icmp6-adm-prohibited",
            "addr-unreach", "icmp6-addr-unreachable",
            "port-unreach", "icmp6-port-unreachable",
            "policy-fail", "icmp6-policy-fail",
            "reject-route", "icmp6-reject-route");

    private static final Shape ANSWER = new Shape(
            1,
            false,
            Shape.Quoting.BARE,
            "an answer like icmp-port-unreachable, icmp6-no-route or tcp-reset",
            (words, c) ->
                    answer(words.getFirst(), c.isV6() ? ANSWERS6 : ANSWERS, c.isV6() ? SHORT_ANSWERS6 : SHORT_ANSWERS));
    private static final Shape BALANCE = Shape.oneOf("two queues like 0:3", AnswerTargets::balance);

    private AnswerTargets() {}

    static List<Extension> all() {
        return List.of(reject(), synproxy(), queue(), nfqueue(), tproxy(), tee());
    }

    private static Extension reject() {
        return Extension.target(
                        "REJECT",
                        AnswerTargets::reject,
                        Row.option("--reject-with", ANSWER)
                                .otherwise((_, context) -> Optional.of(new XtOption(
                                        false,
                                        "--reject-with",
                                        List.of(context.isV6() ? "icmp6-port-unreachable" : "icmp-port-unreachable")))))
                .within("filter")
                .guessing((done, context) -> Stream.concat(
                                Stream.of(RESET),
                                (context.isV6() ? ANSWERS6 : ANSWERS)
                                        .keySet().stream().sorted())
                        .map(answer -> List.of(Guesses.option("--reject-with", answer)))
                        .toList())
                .alone();
    }

    private static Outcome answer(String text, Map<String, Integer> known, Map<String, String> shorter) {
        String name = shorter.getOrDefault(text, text);
        return known.containsKey(name) || name.equals(RESET) ? Outcome.good(name) : Outcome.bad();
    }

    private static Optional<List<Statement>> reject(Options options, Context context) {
        return options.value("--reject-with").map(answer -> {
            Integer code = (context.isV6() ? ANSWERS6 : ANSWERS).get(answer);
            RejectKind kind =
                    answer.equals(RESET) ? RejectKind.TCP_RESET : context.isV6() ? RejectKind.ICMPV6 : RejectKind.ICMP;
            return List.of(
                    new Action.Reject(context.span(), kind, code == null ? OptionalInt.empty() : OptionalInt.of(code)));
        });
    }

    private static Extension synproxy() {
        return Extension.target(
                        "SYNPROXY",
                        (options, context) -> Optional.of(List.of(new Action.Synproxy(
                                context.span(),
                                number(options, "--mss"),
                                number(options, "--wscale"),
                                options.has("--timestamp"),
                                options.has("--sack-perm")))),
                        Row.option("--sack-perm", Shape.FLAG),
                        Row.option("--timestamp", Shape.FLAG),
                        Row.option("--wscale", Numbers.number(14)),
                        Row.option("--mss", Numbers.number(SHORT)),
                        Row.option("--ecn", Shape.FLAG))
                .guessing((done, _) -> proxied(done))
                .alone();
    }

    private static List<List<XtOption>> proxied(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Synproxy proxy)) {
            return List.of();
        }
        var options = new ArrayList<XtOption>();
        if (proxy.sackPerm()) {
            options.add(Guesses.option("--sack-perm"));
        }
        if (proxy.timestamp()) {
            options.add(Guesses.option("--timestamp"));
        }
        proxy.wscale().ifPresent(scale -> options.add(Guesses.option("--wscale", Integer.toString(scale))));
        proxy.mss().ifPresent(mss -> options.add(Guesses.option("--mss", Integer.toString(mss))));
        return List.of(options);
    }

    private static OptionalInt number(Options options, String name) {
        return options.value(name)
                .map(text -> OptionalInt.of((int) Numbers.of(text)))
                .orElseGet(OptionalInt::empty);
    }

    // The queue of ip_queue, gone since Linux 3.5; nfnetlink_queue takes it as its queue 0.
    private static Extension queue() {
        return Extension.target(
                        "QUEUE",
                        (_, context) -> Optional.of(List.of(new Action.Queue(
                                context.span(), Optional.of(Terms.number(0)), EnumSet.noneOf(QueueFlag.class)))))
                .alone();
    }

    private static Extension nfqueue() {
        return Extension.target(
                        "NFQUEUE",
                        AnswerTargets::nfqueue,
                        Row.option("--queue-num", Numbers.number(SHORT))
                                .otherwise((options, _) -> options.has("--queue-balance")
                                        ? Optional.empty()
                                        : Optional.of(new XtOption(false, "--queue-num", List.of("0")))),
                        Row.option("--queue-balance", BALANCE),
                        Row.option("--queue-bypass", Shape.FLAG),
                        Row.option("--queue-cpu-fanout", Shape.FLAG))
                .guessing((done, _) -> queued(done))
                .alone();
    }

    // The last queue is 65534, so that the number of queues fits into 16 bits.
    private static Optional<String> balance(String text) {
        return Numbers.range(text.endsWith(":") ? text + (SHORT - 1) : text, SHORT, end -> end)
                .filter(range -> range.indexOf(':') >= 0);
    }

    private static Optional<List<Statement>> nfqueue(Options options, Context context) {
        var flags = EnumSet.noneOf(QueueFlag.class);
        if (options.has("--queue-bypass")) {
            flags.add(QueueFlag.BYPASS);
        }
        if (options.has("--queue-cpu-fanout")) {
            flags.add(QueueFlag.FANOUT);
        }
        Value number = Terms.range(options.value("--queue-balance")
                .or(() -> options.value("--queue-num"))
                .orElse("0"));
        return Optional.of(List.of(new Action.Queue(context.span(), Optional.of(number), flags)));
    }

    private static List<List<XtOption>> queued(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Queue queue)) {
            return List.of();
        }
        var options = new ArrayList<XtOption>();
        var number = queue.number().filter(Value.class::isInstance).flatMap(n -> Guesses.text((Value) n));
        number.ifPresent(
                text -> options.add(Guesses.option(text.indexOf(':') >= 0 ? "--queue-balance" : "--queue-num", text)));
        if (queue.flags().contains(QueueFlag.BYPASS)) {
            options.add(Guesses.option("--queue-bypass"));
        }
        if (queue.flags().contains(QueueFlag.FANOUT)) {
            options.add(Guesses.option("--queue-cpu-fanout"));
        }
        return List.of(options);
    }

    private static Extension tproxy() {
        return Extension.target(
                        "TPROXY",
                        AnswerTargets::tproxy,
                        Row.option("--on-port", Numbers.number(SHORT)),
                        Row.option("--on-ip", Addresses.ADDRESS)
                                .otherwise((_, context) -> Optional.of(
                                        new XtOption(false, "--on-ip", List.of(context.isV6() ? "::" : "0.0.0.0")))),
                        Row.option("--tproxy-mark", MARK).otherwise("0x0/0x0"))
                .within("mangle")
                .guessing((done, _) -> taken(done))
                .needing("--on-port");
    }

    private static final Shape MARK = Shape.oneOf(
            "a mark, or a mark and its mask",
            text -> Marks.pair(text).map(pair -> Numbers.hex(pair[0]) + "/" + Numbers.hex(pair[1])));

    // A packet for which there is a socket is marked and accepted, any other dropped (xt_TPROXY.c).
    private static Optional<List<Statement>> tproxy(Options options, Context context) {
        var statements = new ArrayList<Statement>();
        Optional<Expression> address = options.value("--on-ip")
                .filter(ip -> !ip.equals("0.0.0.0") && !ip.equals("::"))
                .map(Addresses::value);
        Optional<Expression> port =
                options.value("--on-port").filter(p -> !p.equals("0")).map(p -> Terms.number(Numbers.of(p)));
        statements.add(new Action.Tproxy(context.span(), Optional.empty(), address, port));
        options.value("--tproxy-mark")
                .filter(mark -> !mark.equals("0x0/0x0"))
                .ifPresent(mark -> statements.add(Marks.set(context, Terms.meta(MetaKey.MARK), mark)));
        statements.add(new Action.Decide(context.span(), new Verdict.Accept()));
        return Optional.of(statements);
    }

    private static List<List<XtOption>> taken(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Tproxy proxy)) {
            return List.of();
        }
        var options = new ArrayList<XtOption>();
        String port = proxy.port()
                .filter(Value.class::isInstance)
                .flatMap(value -> Guesses.text((Value) value))
                .orElse("0");
        options.add(Guesses.option("--on-port", port));
        proxy.address()
                .filter(Value.class::isInstance)
                .flatMap(value -> Guesses.text((Value) value))
                .ifPresent(text -> options.add(Guesses.option("--on-ip", text)));
        if (done.size() > 2 && done.get(1) instanceof Action.Assign(_, var mark, var value)) {
            BitChange.of(mark, value).ifPresent(change -> options.add(Guesses.option("--tproxy-mark", change.xmark())));
        }
        return List.of(options);
    }

    private static Extension tee() {
        return Extension.target(
                        "TEE",
                        (options, context) -> Optional.of(List.of(new Action.Dup(
                                context.span(),
                                options.value("--gateway").map(Addresses::value),
                                options.value("--oif").map(Value.Text::new)))),
                        Row.option("--gateway", Addresses.ADDRESS),
                        Row.option("--oif", Shape.WORD))
                .guessing((done, _) -> done.getFirst() instanceof Action.Dup dup
                                && dup.address().orElse(null) instanceof Value address
                                && Guesses.text(address).isPresent()
                        ? List.of(List.of(Guesses.option(
                                "--gateway", Guesses.text(address).get())))
                        : List.of())
                .needing("--gateway");
    }
}
