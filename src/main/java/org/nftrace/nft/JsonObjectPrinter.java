package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.putWords;

import java.util.List;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Flowtable;
import org.nftrace.ir.Match;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;
import org.nftrace.ir.Table;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Fills in what tables, chains, flowtables and stateful objects have besides their name and place
/// (libnftables-json(5), RULESET ELEMENTS).
final class JsonObjectPrinter {

    private JsonObjectPrinter() {}

    static void fill(ObjectNode properties, Table table) {
        putWords(
                properties,
                "flags",
                Stream.of(Table.Flag.values()).filter(table.flags()::contains).map(SelectorPrinter::lower));
        table.comment().ifPresent(comment -> properties.put("comment", comment));
    }

    static void fill(ObjectNode properties, Chain chain) {
        chain.comment().ifPresent(comment -> properties.put("comment", comment));
        chain.base().ifPresent(base -> {
            putDevices(properties, base.devices());
            properties.put("type", SelectorPrinter.lower(base.type()));
            properties.put("hook", base.hook().label());
            properties.put("prio", base.priority().value());
            properties.put("policy", SelectorPrinter.lower(base.policy().orElse(Chain.Policy.ACCEPT)));
        });
    }

    static void fill(ObjectNode properties, Flowtable flowtable) {
        properties.put("hook", "ingress").put("prio", flowtable.priority().value());
        putDevices(properties, flowtable.devices());
    }

    private static void putDevices(ObjectNode properties, List<String> devices) {
        putWords(properties, "dev", devices.stream());
    }

    static void fill(ObjectNode properties, StatefulObject object, Family family) {
        object.comment().ifPresent(comment -> properties.put("comment", comment));
        properties.setAll(
                switch (object.content()) {
                    case StatefulObject.Stateful(_, var statement) -> stateful(statement);
                    case StatefulObject.Helper(var type, var protocol, var l3proto) ->
                        object("type", type)
                                .set("protocol", protocol(protocol))
                                .put("l3proto", l3proto.orElse(family).label());
                    case StatefulObject.Timeout(var protocol, var l3proto, var policy) ->
                        object("protocol", protocol(protocol))
                                .put("l3proto", l3proto.orElse(family).label())
                                .set("policy", policy(policy));
                    case StatefulObject.Expectation expectation -> expectation(expectation, family);
                    case StatefulObject.Tunnel(var lines) -> JsonTunnel.object(lines);
                    case StatefulObject.Secmark(var context) -> object("context", context);
                });
    }

    private static ObjectNode stateful(Statement statement) {
        return switch (statement) {
            case Action.Counter counter -> JsonStatefulPrinter.counts(counter);
            case Match.Quota quota ->
                object().put("bytes", quota.bytes()).put("used", quota.used()).put("inv", quota.over());
            case Match.Limit limit -> limit(limit);
            case Action.Synproxy synproxy -> JsonStatementPrinter.synproxy(synproxy);
            case Statement _ -> object();
        };
    }

    // The limit of an object, unlike that of a rule, does not say that it lets nothing through at once.
    private static ObjectNode limit(Match.Limit limit) {
        ObjectNode properties = JsonStatefulPrinter.limit(limit);
        if (properties.get("burst").asLong() == 0) {
            properties.remove(List.of("burst", "burst_unit"));
        }
        return properties;
    }

    private static JsonNode policy(List<StatefulObject.Timeout.Entry> policy) {
        ObjectNode entries = object();
        policy.forEach(entry -> entries.put(entry.state(), entry.seconds()));
        return policy.isEmpty() ? JsonNodes.nothing() : entries;
    }

    private static ObjectNode expectation(StatefulObject.Expectation expectation, Family family) {
        return object("protocol", protocol(expectation.protocol()))
                .put("dport", expectation.dport())
                .put("timeout", expectation.timeout())
                .put("size", expectation.size())
                .put("l3proto", expectation.l3proto().orElse(family).label());
    }

    private static JsonNode protocol(int number) {
        return Symbols.name(DataType.INET_PROTO, number).map(JsonNodes::string).orElse(JsonNodes.number(number));
    }
}
