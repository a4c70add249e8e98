package org.nftrace.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nftrace.text.Source;
import org.nftrace.text.Span;
import org.nftrace.text.Spelling;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// Reads the YAML files of a user: every part knows where it stands.
final class Yaml {
    private static final int DEEPEST = 20;

    private final Source source;
    private final JsonParser parser;

    private Yaml(Source source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /// Members, items or a text; what is not there is a node without any of them.
    ///
    /// @param kind what it is called in a message
    record Node(Span span, Kind kind, Map<String, Node> members, List<Node> items, String text) {
        enum Kind {
            MISSING,
            MAPPING,
            LIST,
            TEXT
        }

        Node child(String key) {
            return members.getOrDefault(key, new Node(span, Kind.MISSING, Map.of(), List.of(), ""));
        }

        boolean isMissing() {
            return kind == Kind.MISSING;
        }

        List<String> keys() {
            return List.copyOf(members.keySet());
        }

        /// {@return the text of a text, or of each item}
        List<String> texts() throws Failure {
            var texts = new ArrayList<String>();
            for (Node item : kind == Kind.TEXT ? List.of(this) : items) {
                if (item.kind != Kind.TEXT) {
                    throw item.failure("a word was expected");
                }
                texts.add(item.text);
            }
            if (kind == Kind.MAPPING) {
                throw failure("a list was expected");
            }
            return texts;
        }

        void knowing(Set<String> keys) throws Failure {
            if (kind == Kind.LIST || kind == Kind.TEXT) {
                throw failure("'key: value' was expected, with " + String.join(", ", sorted(keys)));
            }
            for (Map.Entry<String, Node> member : members.entrySet()) {
                if (!keys.contains(member.getKey())) {
                    throw member.getValue()
                            .failure("unknown key '" + member.getKey() + "'" + Spelling.hint(member.getKey(), keys)
                                    + "; expected " + String.join(", ", sorted(keys)));
                }
            }
        }

        private static List<String> sorted(Set<String> keys) {
            return keys.stream().sorted().toList();
        }

        Failure failure(String message) {
            return new Failure(span + ": " + message);
        }
    }

    static Node read(Source source) throws Failure {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), source.text())) {
            var yaml = new Yaml(source, parser);
            return parser.nextToken() == null
                    ? new Node(source.span(0, 0), Node.Kind.MISSING, Map.of(), List.of(), "")
                    : yaml.node(0);
        } catch (JacksonException mistake) {
            var location = mistake.getLocation();
            long at = location == null ? 0 : Math.max(0, location.getCharOffset());
            int offset = (int) Math.min(at, source.text().length());
            String said = mistake.getOriginalMessage().lines().findFirst().orElse("");
            throw new Failure(source.span(offset, offset) + ": broken YAML: " + said);
        }
    }

    private Node node(int depth) throws Failure {
        Span span = here();
        if (depth > DEEPEST) {
            throw new Failure(span + ": nested too deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, Node>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    members.put(key, node(depth + 1));
                }
                yield new Node(span, Node.Kind.MAPPING, members, List.of(), "");
            }
            case START_ARRAY -> {
                var items = new ArrayList<Node>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(depth + 1));
                }
                yield new Node(span, Node.Kind.LIST, Map.of(), items, "");
            }
            case VALUE_NULL -> new Node(span, Node.Kind.MISSING, Map.of(), List.of(), "");
            default -> new Node(span, Node.Kind.TEXT, Map.of(), List.of(), parser.getString());
        };
    }

    private Span here() {
        int offset = Math.clamp(
                parser.currentTokenLocation().getCharOffset(), 0, source.text().length());
        return source.span(offset, offset);
    }
}
