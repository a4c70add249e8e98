package org.nftrace.nft;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Flowtable;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Table;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes tables as `nft -j list ruleset` of nft 1.1 prints them (libnftables-json(5)).
///
/// Where nft's JSON says less than its text, so does this: the data of a map has the name of a type instead of
/// `typeof`, a flowtable has no flags, an element one statement. Handles are those of the dump, if it has any.
public final class JsonPrinter {
    private static final int SCHEMA_VERSION = 1;

    /// One line, with a space after each comma and colon.
    private static final ObjectWriter WRITER = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter(new Separators()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEntrySpacing(Separators.Spacing.AFTER)
                            .withArrayElementSpacing(Separators.Spacing.AFTER))
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance())
                    .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance()));

    private final Table table;
    private final JsonStatementPrinter statements;

    private JsonPrinter(Table table, WordPrinter words) {
        this.table = table;
        this.statements = new JsonStatementPrinter(table, words);
    }

    /// {@return all tables as one line of JSON, with its line end}
    public static String print(List<Table> tables) {
        return WRITER.writeValueAsString(tree(tables)) + "\n";
    }

    /// {@return what [#print] writes: `{"nftables": [{"metainfo": …}, {"table": …}, …]}`}
    static JsonNode tree(List<Table> tables) {
        var words = new WordPrinter(Spellings.of(tables));
        ObjectNode head = JsonNodes.object("metainfo", JsonNodes.object().put("json_schema_version", SCHEMA_VERSION));
        Stream<ObjectNode> objects = tables.stream().flatMap(table -> new JsonPrinter(table, words).objects());
        return JsonNodes.object("nftables", JsonNodes.array(Stream.concat(Stream.of(head), objects)));
    }

    // Maps and rules may name chains, which therefore come first; rules come last.
    private Stream<ObjectNode> objects() {
        return Stream.of(
                        Stream.of(head()),
                        chains().map(this::chain),
                        table.objects().stream().map(this::object),
                        table.sets().stream().map(this::set),
                        table.flowtables().stream().map(this::flowtable),
                        chains().flatMap(chain -> chain.rules().stream().map(rule -> rule(chain, rule))))
                .flatMap(objects -> objects);
    }

    // A chain that stands inside a rule is a part of it.
    private Stream<Chain> chains() {
        return table.chains().stream().filter(chain -> !chain.anonymous());
    }

    private ObjectNode head() {
        ObjectNode properties =
                JsonNodes.object("family", table.family().label()).put("name", table.name());
        putHandle(properties, table.handle());
        JsonObjectPrinter.fill(properties, table);
        return JsonNodes.object("table", properties);
    }

    private ObjectNode chain(Chain chain) {
        ObjectNode properties = named(chain.name(), chain.handle());
        JsonObjectPrinter.fill(properties, chain);
        return JsonNodes.object("chain", properties);
    }

    private ObjectNode object(StatefulObject object) {
        ObjectNode properties = named(object.name(), object.handle());
        JsonObjectPrinter.fill(properties, object, table.family());
        return JsonNodes.object(JsonStatementPrinter.objectKind(object.kind()), properties);
    }

    private ObjectNode set(NamedSet set) {
        ObjectNode properties = named(set.name(), set.handle());
        new JsonSetPrinter(statements.selectors()).fill(properties, set);
        return JsonNodes.object(set.isMap() ? "map" : "set", properties);
    }

    private ObjectNode flowtable(Flowtable flowtable) {
        ObjectNode properties = named(flowtable.name(), flowtable.handle());
        JsonObjectPrinter.fill(properties, flowtable);
        return JsonNodes.object("flowtable", properties);
    }

    private ObjectNode rule(Chain chain, Rule rule) {
        ObjectNode properties = located().put("chain", chain.name());
        putHandle(properties, rule.handle());
        XtMeaning.comment(rule).ifPresent(comment -> properties.put("comment", comment));
        List<JsonNode> expression =
                rule.statements().stream().flatMap(statements::statement).toList();
        if (!expression.isEmpty()) {
            properties.set("expr", JsonNodes.array(expression.stream()));
        }
        return JsonNodes.object("rule", properties);
    }

    private ObjectNode named(String name, OptionalLong handle) {
        ObjectNode properties = located().put("name", name);
        putHandle(properties, handle);
        return properties;
    }

    private ObjectNode located() {
        return JsonNodes.object("family", table.family().label()).put("table", table.name());
    }

    private static void putHandle(ObjectNode properties, OptionalLong handle) {
        handle.ifPresent(number -> properties.put("handle", number));
    }
}
