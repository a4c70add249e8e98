package org.nftrace.nft;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The shapes that the JSON of nft is made of (libnftables-json(5)).
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    /// {@return `{"name": value}`: what an expression or statement is, and what it holds}
    static ObjectNode object(String name, JsonNode value) {
        return NODES.objectNode().set(name, value);
    }

    static ObjectNode object(String name, String value) {
        return object(name, string(value));
    }

    /// {@return `{"name": null}`: a statement that holds nothing}
    static ObjectNode bare(String name) {
        return object(name, nothing());
    }

    static JsonNode nothing() {
        return NODES.nullNode();
    }

    /// {@return the statement with its properties; one without any holds null}
    static ObjectNode statement(String name, ObjectNode properties) {
        return properties.isEmpty() ? bare(name) : object(name, properties);
    }

    static JsonNode string(String text) {
        return NODES.stringNode(text);
    }

    static JsonNode number(long number) {
        return NODES.numberNode(number);
    }

    static JsonNode bool(boolean value) {
        return NODES.booleanNode(value);
    }

    static ArrayNode array(Stream<? extends JsonNode> nodes) {
        ArrayNode array = NODES.arrayNode();
        nodes.forEach(array::add);
        return array;
    }

    /// {@return several as an array, one alone without brackets}
    static JsonNode oneOrMore(List<? extends JsonNode> nodes) {
        return nodes.size() == 1 ? nodes.getFirst() : array(nodes.stream());
    }

    /// Adds a list of words, unless it is empty. One alone has no brackets: so nft prints it up to 1.1.4, and reads it
    /// still.
    static void putWords(ObjectNode object, String name, Stream<String> words) {
        List<JsonNode> nodes = words.map(JsonNodes::string).toList();
        if (!nodes.isEmpty()) {
            object.set(name, oneOrMore(nodes));
        }
    }
}
