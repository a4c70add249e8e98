package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.bare;
import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.putWords;
import static org.nftrace.nft.JsonNodes.string;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Match;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the statements of a table's rules as JSON (libnftables-json(5), STATEMENTS).
///
/// What has no place there, like a chain inside a rule, is a string with the text, as nft has it.
final class JsonStatementPrinter {
    private static final List<Kind> NAME = List.of(Kind.of(DataType.STRING));
    private static final List<String> LOG_FLAGS =
            List.of("tcp sequence", "tcp options", "ip options", "skuid", "ether");

    private final JsonSelectorPrinter selectors;
    private final JsonMatchPrinter matches;
    private final JsonNatPrinter nats;
    private final Set<String> insideRules;
    private final DeclaredSets sets = new DeclaredSets();

    JsonStatementPrinter(Table table, WordPrinter words) {
        this.insideRules = table.chains().stream()
                .filter(Chain::anonymous)
                .map(Chain::name)
                .collect(Collectors.toUnmodifiableSet());
        this.selectors = new JsonSelectorPrinter(new JsonValuePrinter(words));
        this.matches = new JsonMatchPrinter(selectors);
        this.nats = new JsonNatPrinter(selectors);
        table.sets().forEach(sets::put);
    }

    JsonSelectorPrinter selectors() {
        return selectors;
    }

    /// {@return the statement; several or none where an iptables extension means several or none}
    Stream<JsonNode> statement(Statement statement) {
        return switch (statement) {
            case Match match -> matches.match(match);
            case Action.XtTarget target -> target(target);
            case Action action -> Stream.of(action(action));
        };
    }

    private Stream<JsonNode> target(Action.XtTarget target) {
        return XtMeaning.of(target)
                .map(meaning -> meaning.stream().flatMap(this::statement))
                .orElseGet(() -> Stream.of(JsonMatchPrinter.extension("target", target.name())));
    }

    private JsonNode action(Action action) {
        return switch (action) {
            case Action.Decide decide -> verdict(decide);
            case Action.VerdictMap(_, var key, var map) -> object("vmap", selectors.lookup(key, map, List.of()));
            case Action.Counter _, Action.Last _ ->
                JsonStatefulPrinter.statement(action).orElseThrow();
            case Action.ObjectReference(_, var kind, var name) ->
                object(objectKind(kind), selectors.expression(name, NAME));
            case Action.Log log -> log(log);
            case Action.Reject reject -> reject(reject);
            case Action.Nat nat -> nats.nat(nat);
            case Action.Assign assign -> assign(assign);
            case Action.Notrack _ -> bare("notrack");
            case Action.Queue queue -> queue(queue);
            case Action.Dup dup -> nats.dup(dup);
            case Action.Fwd fwd -> nats.fwd(fwd);
            case Action.Tproxy tproxy -> nats.tproxy(tproxy);
            case Action.Synproxy synproxy -> JsonNodes.statement("synproxy", synproxy(synproxy));
            case Action.Offload(_, var flowtable) ->
                object("flow", object("op", "add").put("flowtable", "@" + flowtable));
            case Action.ResetOption(_, var option) -> object("reset", selectors.reset(option));
            case Action.SetUpdate update -> setUpdate(update);
            case Action.XtTarget target -> JsonMatchPrinter.extension("target", target.name());
        };
    }

    private JsonNode verdict(Action.Decide decide) {
        boolean inside = decide.verdict().target().filter(insideRules::contains).isPresent();
        return inside ? string(decide.span().text()) : JsonValuePrinter.verdict(decide.verdict());
    }

    static String objectKind(StatefulObject.Kind kind) {
        return SelectorPrinter.lower(kind).replace('_', ' ');
    }

    private static ObjectNode log(Action.Log log) {
        ObjectNode properties = object();
        log.prefix().ifPresent(prefix -> properties.put("prefix", prefix));
        log.group().ifPresent(group -> properties.put("group", group));
        log.snaplen().ifPresent(snaplen -> properties.put("snaplen", snaplen));
        log.queueThreshold().ifPresent(threshold -> properties.put("queue-threshold", threshold));
        // a warning is what log writes anyway
        log.level().filter(level -> !level.equals("warn")).ifPresent(level -> properties.put("level", level));
        putWords(properties, "flags", logFlags(log.flags()));
        return JsonNodes.statement("log", properties);
    }

    private static Stream<String> logFlags(Set<String> flags) {
        return flags.containsAll(LOG_FLAGS)
                ? Stream.of("all")
                : LOG_FLAGS.stream().filter(flags::contains);
    }

    private static ObjectNode reject(Action.Reject reject) {
        return switch (reject.kind()) {
            case TCP_RESET -> object("reject", object("type", "tcp reset"));
            case ICMP -> reject(reject, DataType.ICMP_CODE);
            case ICMPV6 -> reject(reject, DataType.ICMPV6_CODE);
            case ICMPX -> reject(reject, DataType.ICMPX_CODE);
        };
    }

    private static ObjectNode reject(Action.Reject reject, DataType codes) {
        ObjectNode properties = object("type", SelectorPrinter.lower(reject.kind()));
        if (reject.code().isEmpty()) {
            return object("reject", properties.put("expr", "port-unreachable"));
        }
        long code = reject.code().getAsInt();
        JsonNode word = Symbols.name(codes, code).map(JsonNodes::string).orElse(JsonNodes.number(code));
        return object("reject", properties.set("expr", word));
    }

    private ObjectNode assign(Action.Assign assign) {
        List<Kind> kinds = Kinds.of(assign.target());
        Kind kind = Kinds.at(kinds, 0);
        JsonNode value = assign.value() instanceof Value constant && kind.type() == DataType.CT_EVENT
                ? selectors.values().anyOf(constant, kind)
                : selectors.expression(assign.value(), kinds);
        return object(
                "mangle", object("key", selectors.selector(assign.target())).set("value", value));
    }

    private ObjectNode queue(Action.Queue queue) {
        ObjectNode properties = object();
        queue.number().ifPresent(of -> properties.set("num", selectors.expression(of, List.of(Kind.NUMBER))));
        putWords(
                properties,
                "flags",
                Stream.of(Action.QueueFlag.values())
                        .filter(queue.flags()::contains)
                        .map(SelectorPrinter::lower));
        return JsonNodes.statement("queue", properties);
    }

    static ObjectNode synproxy(Action.Synproxy synproxy) {
        ObjectNode properties = object();
        synproxy.mss().ifPresent(mss -> properties.put("mss", mss));
        synproxy.wscale().ifPresent(wscale -> properties.put("wscale", wscale));
        putWords(
                properties,
                "flags",
                Stream.concat(
                        synproxy.timestamp() ? Stream.of("timestamp") : Stream.of(),
                        synproxy.sackPerm() ? Stream.of("sack-perm") : Stream.of()));
        return properties;
    }

    private ObjectNode setUpdate(Action.SetUpdate update) {
        List<Kind> declared = sets.keys(update.set());
        JsonNode key = selectors.expression(update.key(), declared.isEmpty() ? Kinds.of(update.key()) : declared);
        ObjectNode options = object();
        update.timeout().ifPresent(timeout -> options.put("timeout", timeout / 1000));
        update.comment().ifPresent(comment -> options.put("comment", comment));
        JsonNode element =
                options.isEmpty() ? key : object("elem", object("val", key).setAll(options));
        List<ObjectNode> state = update.state().stream()
                .map(JsonStatefulPrinter::declared)
                .flatMap(Optional::stream)
                .toList();
        return update.operation() == Action.SetUpdate.Operation.METER
                ? meter(update, element, state)
                : setUpdate(update, element, state);
    }

    private static ObjectNode meter(Action.SetUpdate update, JsonNode key, List<ObjectNode> state) {
        ObjectNode properties = object("key", key);
        properties.set("stmt", JsonNodes.oneOrMore(state));
        properties.put("size", update.size().orElse(StatementPrinter.METER_SIZE));
        return object("meter", properties.put("name", update.set()));
    }

    private ObjectNode setUpdate(Action.SetUpdate update, JsonNode element, List<ObjectNode> state) {
        ObjectNode properties = object("op", SelectorPrinter.lower(update.operation()));
        properties.set("elem", element);
        update.data().ifPresent(of -> properties.set("data", selectors.expression(of, sets.data(update.set()))));
        String kind = update.data().isPresent() ? "map" : "set";
        properties.put(kind, "@" + update.set());
        if (!state.isEmpty()) {
            properties.set("stmt", JsonNodes.array(state.stream()));
        }
        return object(kind, properties);
    }
}
