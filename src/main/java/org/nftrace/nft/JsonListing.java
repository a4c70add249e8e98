package org.nftrace.nft;

import static org.nftrace.nft.JsonExpressions.list;
import static org.nftrace.nft.JsonExpressions.quoted;
import static org.nftrace.nft.JsonFields.member;
import static org.nftrace.nft.JsonFields.word;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nftrace.nft.JsonExpressions.UnknownJson;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Messages;
import org.nftrace.text.Source;
import org.nftrace.text.Span;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Turns `nft -j list ruleset` into the listing that `nft list ruleset` would have printed (libnftables-json(5)).
///
/// Then there is one grammar, one reader and one way to show a rule: nft's JSON says nothing that its text does not,
/// and nobody wants to see a trace drawn beside JSON. Diagnostics of the JSON itself point into the JSON.
public final class JsonListing {

    /// @param listing     the ruleset as nft text, under a name that says so: its lines are not those of the JSON
    /// @param diagnostics of what the JSON has and this does not know
    public record Rendered(Source listing, List<Diagnostic> diagnostics) {
        public Rendered {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private static final String RENDERED = " as nft text";
    private static final Pattern ABOUT_THE_CHAIN = Pattern.compile("comment |type \\w+ hook ");

    private record TableKey(String family, String name) {}

    private final Span span;
    private final Messages messages;
    private final Map<TableKey, List<String>> tables = new LinkedHashMap<>();
    private final Map<TableKey, List<String>> blocks = new LinkedHashMap<>();
    private final Map<TableKey, Map<String, List<String>>> chains = new LinkedHashMap<>();

    private JsonListing(Span span) {
        this.span = span;
        this.messages = new Messages();
    }

    /// {@return the name of the text that the JSON is rendered to}
    public static String renderedName(Source json) {
        return json.name() + RENDERED;
    }

    /// {@return whether the text is one that was rendered}
    static boolean isRendered(Source text) {
        return text.name().endsWith(RENDERED);
    }

    public static Rendered render(Source json) {
        return render(json.whole());
    }

    /// Renders a part of a text.
    public static Rendered render(Span json) {
        var listing = new JsonListing(json);
        listing.read();
        return new Rendered(new Source(renderedName(json.source()), listing.print()), listing.messages.all());
    }

    private void read() {
        try (JsonParser parser = new ObjectMapper().createParser(span.text())) {
            try {
                read(parser);
            } catch (JacksonException e) {
                complain(place(parser, e), e.getOriginalMessage());
            }
        }
    }

    // What is nested too deeply is told without its place.
    private static long place(JsonParser parser, JacksonException problem) {
        return Optional.ofNullable(problem.getLocation())
                .orElseGet(parser::currentLocation)
                .getCharOffset();
    }

    private void read(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            complain(0, "expected an object with \"nftables\"");
            return;
        }
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean objects = parser.currentName().equals("nftables");
            found |= objects;
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            if (objects && array) {
                objects(parser);
            } else if (objects) {
                complain(parser.currentTokenLocation().getCharOffset(), "expected a list of the ruleset's objects");
            }
            parser.skipChildren();
        }
        if (!found) {
            complain(0, "expected \"nftables\" in this object");
        }
    }

    private void objects(JsonParser parser) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            long start = parser.currentTokenLocation().getCharOffset();
            JsonNode object = parser.readValueAsTree();
            for (var property : object.properties()) {
                try {
                    object(property.getKey(), property.getValue());
                } catch (UnknownJson e) {
                    complain(start, e.getMessage() + " in this " + property.getKey());
                    unread(property.getKey(), property.getValue());
                }
            }
        }
    }

    private void complain(long offset, String message) {
        int at = span.start() + Math.clamp(offset, 0, span.end() - span.start());
        messages.error(span.source().span(at, Math.min(at + 1, span.end())), message);
    }

    // A rule that was not understood stays in the listing, as a line that the reader cannot read either.
    private void unread(String kind, JsonNode of) {
        boolean placed = Stream.of("family", "table", "chain")
                .noneMatch(part -> of.path(part).isContainer());
        if (kind.equals("rule") && of.isObject() && placed) {
            chain(of).add("unread rule" + handle(of));
        }
    }

    private void object(String kind, JsonNode of) {
        if (!of.isObject()) {
            throw new UnknownJson("expected an object");
        }
        switch (kind) {
            case "metainfo" -> {}
            case "table" ->
                tables.computeIfAbsent(tableKey(of, "name"), _ -> new ArrayList<>())
                        .addAll(tableLines(of));
            case "chain" -> chain(tableKey(of, "table"), word(of, "name")).addAll(0, chainLines(of));
            case "rule" -> chain(of).add(rule(of));
            case "add", "create" -> of.properties().forEach(added -> object(added.getKey(), added.getValue()));
            case "insert" -> insert(member(of, "rule"));
            case "flush" -> flush(of);
            case "set", "map" -> block(of, kind, JsonSets.lines(of));
            case "flowtable" -> block(of, kind, JsonSets.flowtable(of));
            case "counter",
                    "quota",
                    "limit",
                    "ct helper",
                    "ct timeout",
                    "ct expectation",
                    "synproxy",
                    "secmark",
                    "tunnel" -> block(of, kind, JsonSets.object(kind, of));
            default -> throw new UnknownJson("unknown object '" + kind + "'");
        }
    }

    private static TableKey tableKey(JsonNode of, String property) {
        return new TableKey(word(of, "family", "ip"), word(of, property, ""));
    }

    private List<String> chain(JsonNode rule) {
        return chain(tableKey(rule, "table"), word(rule, "chain", ""));
    }

    private List<String> chain(TableKey table, String name) {
        return chains.computeIfAbsent(table, _ -> new LinkedHashMap<>()).computeIfAbsent(name, _ -> new ArrayList<>());
    }

    // Before the rules that were there, and behind what the chain says of itself.
    private void insert(JsonNode rule) {
        List<String> lines = chain(rule);
        int first = 0;
        while (first < lines.size() && ABOUT_THE_CHAIN.matcher(lines.get(first)).lookingAt()) {
            first++;
        }
        lines.add(first, rule(rule));
    }

    // What a script empties before it fills it; of all that is in a script, `ruleset` stands first.
    private void flush(JsonNode of) {
        if (of.has("ruleset")) {
            tables.clear();
            blocks.clear();
            chains.clear();
        }
    }

    private void block(JsonNode of, String kind, List<String> lines) {
        var key = tableKey(of, "table");
        tables.computeIfAbsent(key, _ -> new ArrayList<>());
        var out = blocks.computeIfAbsent(key, _ -> new ArrayList<>());
        out.add("\t" + kind + " " + word(of, "name") + " {" + handle(of));
        lines.forEach(line -> out.add("\t\t" + line));
        out.add("\t}");
        out.add("");
    }

    private static List<String> tableLines(JsonNode of) {
        var out = new ArrayList<String>();
        if (of.has("flags")) {
            out.add("flags " + list(member(of, "flags"), ",", JsonFields::word));
        }
        if (of.has("comment")) {
            out.add("comment " + quoted(word(of, "comment")));
        }
        return out;
    }

    private static List<String> chainLines(JsonNode of) {
        var out = new ArrayList<String>();
        if (of.has("comment")) {
            out.add("comment " + quoted(word(of, "comment")));
        }
        if (of.has("hook")) {
            String devices = !of.has("dev")
                    ? ""
                    : member(of, "dev").isArray()
                            ? " devices = { " + list(member(of, "dev"), ", ", d -> quoted(word(d))) + " }"
                            : " device " + quoted(word(of, "dev"));
            String hook = word(of, "hook");
            out.add("type " + word(of, "type") + " hook " + hook + devices + " priority "
                    + PriorityNames.print(
                            word(of, "family"), hook, of.path("prio").asInt(0)) + "; policy "
                    + word(of, "policy", "accept") + ";");
        }
        return out;
    }

    private static String rule(JsonNode of) {
        String comment = of.has("comment") ? " comment " + quoted(word(of, "comment")) : "";
        return list(of.path("expr"), " ", JsonStatements::text) + comment + handle(of);
    }

    // nft prints 0 where handles were not asked for.
    private static String handle(JsonNode of) {
        return of.path("handle").asLong(0) == 0 ? "" : " # handle " + word(of, "handle");
    }

    private String print() {
        var out = new StringBuilder();
        chains.keySet().forEach(key -> tables.computeIfAbsent(key, _ -> new ArrayList<>()));
        tables.forEach((key, lines) -> {
            out.append("table ")
                    .append(key.family())
                    .append(' ')
                    .append(key.name())
                    .append(" {\n");
            lines.forEach(line -> out.append('\t').append(line).append('\n'));
            blocks.getOrDefault(key, List.of()).forEach(line -> out.append(line).append('\n'));
            chains.getOrDefault(key, Map.of()).forEach((chain, rules) -> {
                out.append("\tchain ").append(chain).append(" {\n");
                rules.forEach(rule -> out.append("\t\t").append(rule).append('\n'));
                out.append("\t}\n\n");
            });
            out.append("}\n");
        });
        return out.toString();
    }
}
