package org.nftrace.nft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;
import org.nftrace.ir.Value;

/// Spells one statement of a rule.
final class StatementPrinter {
    private static final List<Kind> NAME = List.of(Kind.of(DataType.STRING));

    /// of a meter that has no other
    static final long METER_SIZE = 65535;

    private final ValuePrinter values;
    private final SelectorPrinter selectors;
    private final NatPrinter nats;
    private final StatefulPrinter statefuls = new StatefulPrinter();
    private final DeclaredSets sets;

    StatementPrinter(WordPrinter words, DeclaredSets sets) {
        this.values = new ValuePrinter(words);
        this.selectors = new SelectorPrinter(values);
        this.nats = new NatPrinter(selectors);
        this.sets = sets;
    }

    ValuePrinter values() {
        return values;
    }

    SelectorPrinter selectors() {
        return selectors;
    }

    String statement(Statement statement) {
        return switch (statement) {
            case Match match -> match(match);
            case Action action -> action(action);
        };
    }

    private String match(Match match) {
        return switch (match) {
            case Match.Compare compare -> compare(compare);
            case Match.AnyOf(_, var matches) ->
                matches.stream().map(this::match).collect(Collectors.joining(" or "));
            case Match.Limit _, Match.Quota _, Match.ConnectionLimit _ -> statefuls.statement(match);
            case Match.XtMatch xt -> "xt match " + values.spellings().named(xt.name());
            case Match.Unread(var span) -> span.text();
        };
    }

    private String compare(Match.Compare compare) {
        Selector selector = compare.selector();
        List<Kind> kinds = Kinds.of(selector);
        Kind kind = Kinds.at(kinds, 0);
        if (compare.value() instanceof Value.Masked(var value, var mask)
                && !kind.type().isBitField()) {
            boolean prefix = mask instanceof Value.Number(var bits)
                    && Masks.prefixLength(bits, kind.type().width()) >= 0;
            if (!prefix) {
                var masked = new Selector.Binary(selector, Selector.Operator.AND, mask);
                return compare(new Match.Compare(compare.span(), masked, compare.relation(), value));
            }
        }
        String left = selectors.expression(selector, kinds);
        return ValuePrinter.joined(left, relation(compare, kind), right(compare, kinds));
    }

    private String relation(Match.Compare compare, Kind kind) {
        return switch (compare.relation()) {
            case EQ -> isSpelledOut(compare, kind) ? "==" : "";
            case NE -> "!=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
            case ANY -> "";
            case NONE -> "!";
        };
    }

    // Without `==` bits would be asked for one by one.
    private static boolean isSpelledOut(Match.Compare compare, Kind kind) {
        return compare.selector() instanceof Selector.Binary
                || kind.type().isBitField()
                        && switch (compare.value()) {
                            case Value.SetLiteral _, Value.SetReference _, Value.Masked _, Value.Concatenation _ ->
                                false;
                            case Value _ -> true;
                        };
    }

    private String right(Match.Compare compare, List<Kind> kinds) {
        Kind kind = Kinds.at(kinds, 0);
        boolean anyOf = compare.relation() == Relation.ANY || compare.relation() == Relation.NONE;
        boolean none = compare.value() instanceof Value.Number(long bits) && bits == 0;
        if (anyOf && none && kind.type() != DataType.CT_LABEL) {
            // nft 1.0 has no word for no bit
            return "";
        }
        if (anyOf) {
            return String.join(",", values.bitWords(compare.value(), kind));
        }
        boolean masked =
                compare.selector() instanceof Selector.Binary && kind.type().isBitField();
        if (masked && (compare.value() instanceof Value.Number || compare.value() instanceof Value.Bits)) {
            return String.join(" | ", values.bitWords(compare.value(), kind));
        }
        return values.value(compare.value(), kinds);
    }

    private String action(Action action) {
        return switch (action) {
            case Action.Decide(_, var verdict) -> ValuePrinter.verdict(verdict);
            case Action.VerdictMap(_, var key, var map) ->
                selectors.expression(key, Kinds.of(key)) + " vmap " + values.value(map, Kinds.of(key));
            case Action.Counter _, Action.Last _ -> statefuls.statement(action);
            case Action.ObjectReference(_, var kind, var name) -> reference(kind, name);
            case Action.Log log -> log(log);
            case Action.Reject reject -> reject(reject);
            case Action.Nat nat -> nats.nat(nat);
            case Action.Assign assign -> assign(assign);
            case Action.Notrack _ -> "notrack";
            case Action.Queue queue -> queue(queue);
            case Action.Dup dup -> nats.dup(dup);
            case Action.Fwd fwd -> nats.fwd(fwd);
            case Action.Tproxy tproxy -> nats.tproxy(tproxy);
            case Action.Synproxy synproxy -> ValuePrinter.joined("synproxy", synproxy(synproxy));
            case Action.Offload(_, var flowtable) -> "flow add @" + flowtable;
            case Action.ResetOption(_, var option) -> "reset " + selectors.expression(option, List.of());
            case Action.SetUpdate update -> setUpdate(update);
            case Action.XtTarget xt when xt.name().isEmpty() -> "";
            case Action.XtTarget xt -> "xt target " + values.spellings().named(xt.name());
        };
    }

    private String reference(StatefulObject.Kind kind, Expression name) {
        String object = selectors.expression(name, NAME);
        return switch (kind) {
            case COUNTER, QUOTA, LIMIT, SYNPROXY, TUNNEL -> SelectorPrinter.lower(kind) + " name " + object;
            case CT_HELPER, CT_TIMEOUT, CT_EXPECTATION ->
                SelectorPrinter.lower(kind).replace('_', ' ') + " set " + object;
            case SECMARK -> "meta secmark set " + object;
        };
    }

    private String assign(Action.Assign assign) {
        List<Kind> kinds = Kinds.of(assign.target());
        String value =
                assign.value() instanceof Value constant && Kinds.at(kinds, 0).type() == DataType.CT_EVENT
                        ? String.join(",", values.bitWords(constant, Kinds.at(kinds, 0)))
                        : selectors.expression(assign.value(), kinds);
        return selectors.expression(assign.target(), kinds) + " set " + value;
    }

    private static String log(Action.Log log) {
        return ValuePrinter.joined(
                "log",
                log.prefix()
                        .map(prefix -> "prefix " + WordPrinter.quoted(prefix))
                        .orElse(""),
                log.group().isPresent() ? "group " + log.group().getAsInt() : "",
                log.snaplen().isPresent() ? "snaplen " + log.snaplen().getAsLong() : "",
                log.queueThreshold().isPresent()
                        ? "queue-threshold " + log.queueThreshold().getAsInt()
                        : "",
                // a warning is what log writes anyway
                log.level()
                        .filter(level -> !level.equals("warn"))
                        .map(level -> "level " + level)
                        .orElse(""),
                logFlags(log.flags()));
    }

    private static String logFlags(Set<String> flags) {
        if (flags.containsAll(LogReader.ALL_FLAGS)) {
            return "flags all";
        }
        String tcp = Stream.of("sequence", "options")
                .filter(flag -> flags.contains("tcp " + flag))
                .collect(Collectors.joining(","));
        return ValuePrinter.joined(
                tcp.isEmpty() ? "" : "flags tcp " + tcp,
                flags.contains("ip options") ? "flags ip options" : "",
                flags.contains("skuid") ? "flags skuid" : "",
                flags.contains("ether") ? "flags ether" : "");
    }

    private static String reject(Action.Reject reject) {
        return switch (reject.kind()) {
            case TCP_RESET -> "reject with tcp reset";
            case ICMP -> reject("icmp", DataType.ICMP_CODE, reject.code());
            case ICMPV6 -> reject("icmpv6", DataType.ICMPV6_CODE, reject.code());
            case ICMPX -> reject("icmpx", DataType.ICMPX_CODE, reject.code());
        };
    }

    private static String reject(String kind, DataType type, OptionalInt code) {
        return code.isEmpty()
                ? "reject"
                : "reject with " + kind + " "
                        + Symbols.name(type, code.getAsInt()).orElse(Integer.toString(code.getAsInt()));
    }

    private String queue(Action.Queue queue) {
        String flags = Stream.of(Action.QueueFlag.values())
                .filter(queue.flags()::contains)
                .map(SelectorPrinter::lower)
                .collect(Collectors.joining(","));
        String number = queue.number()
                .map(of -> selectors.expression(of, List.of(Kind.NUMBER)))
                .orElse("0");
        return ValuePrinter.joined("queue", flags.isEmpty() ? "" : "flags " + flags, "to " + number);
    }

    static String synproxy(Action.Synproxy synproxy) {
        return ValuePrinter.joined(
                synproxy.mss().isPresent() ? "mss " + synproxy.mss().getAsInt() : "",
                synproxy.wscale().isPresent() ? "wscale " + synproxy.wscale().getAsInt() : "",
                synproxyFlags(synproxy));
    }

    static String synproxyFlags(Action.Synproxy synproxy) {
        return ValuePrinter.joined(synproxy.timestamp() ? "timestamp" : "", synproxy.sackPerm() ? "sack-perm" : "");
    }

    private String setUpdate(Action.SetUpdate update) {
        List<Kind> keys = sets.keys(update.set());
        String timeout = update.timeout().isPresent()
                ? "timeout " + Durations.print(update.timeout().getAsLong())
                : "";
        String state = update.state().stream().map(statefuls::statement).collect(Collectors.joining(" "));
        String comment =
                update.comment().map(c -> "comment " + WordPrinter.quoted(c)).orElse("");
        String data = update.data()
                .map(of -> ": " + selectors.expression(of, sets.data(update.set())))
                .orElse("");
        String key = selectors.expression(update.key(), keys.isEmpty() ? Kinds.of(update.key()) : keys);
        return ValuePrinter.joined(updated(update), "{", key, timeout, comment, state, data, "}");
    }

    private static String updated(Action.SetUpdate update) {
        return switch (update.operation()) {
            case ADD, UPDATE, DELETE -> SelectorPrinter.lower(update.operation()) + " @" + update.set();
            case METER -> "meter " + update.set() + " size " + update.size().orElse(METER_SIZE);
        };
    }

    static String family(Optional<Family> family) {
        return family.map(Family::label).orElse("");
    }
}
