package org.nftrace.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.nftrace.text.Span;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON into [Json]. Depth and length of numbers and names are bounded by Jackson's own limits.
final class JsonReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Span part;
    private final JsonParser parser;

    private JsonReader(Span part, JsonParser parser) {
        this.part = part;
        this.parser = parser;
    }

    /// {@return the values that stand one after the other; what comes after a mistake is not read}
    static List<Json> read(Span part, Complaints complaints) {
        var values = new ArrayList<Json>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), part.text())) {
            var reader = new JsonReader(part, parser);
            while (parser.nextToken() != null) {
                values.add(reader.value());
            }
        } catch (JacksonException mistake) {
            var location = mistake.getLocation();
            int at = location == null ? 0 : within(part, location.getCharOffset());
            Span place = part.source().span(part.start() + at, part.start() + at);
            complaints.error(place, "broken JSON: " + firstLine(mistake.getOriginalMessage()));
        }
        return values;
    }

    private static int within(Span part, long offset) {
        return Math.clamp(offset, 0, part.end() - part.start());
    }

    private static String firstLine(String message) {
        // Jackson adds places of its own, which are none of the user's.
        String line = message.lines().findFirst().orElse("").replaceAll(" \\(start marker.*", "");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private Json value() {
        int start = offset();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(start);
            case START_ARRAY -> array(start);
            case VALUE_STRING -> {
                String value = parser.getString(); // which moves to its end
                yield new Json.Text(spanFrom(start), value);
            }
            default -> {
                String value = parser.getString();
                yield new Json.Literal(spanFrom(start), value);
            }
        };
    }

    private Json object(int start) {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            members.put(key, value());
        }
        return new Json.Members(spanFrom(start), members);
    }

    private Json array(int start) {
        var elements = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return new Json.Elements(spanFrom(start), elements);
    }

    private int offset() {
        return part.start() + within(part, parser.currentTokenLocation().getCharOffset());
    }

    private Span spanFrom(int start) {
        int end = part.start() + within(part, parser.currentLocation().getCharOffset());
        return part.source().span(start, Math.max(start, end));
    }
}
