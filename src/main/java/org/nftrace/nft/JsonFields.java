package org.nftrace.nft;

import org.nftrace.nft.JsonExpressions.UnknownJson;
import tools.jackson.databind.JsonNode;

/// Takes apart the objects of `nft -j`: what is not there, or is of another kind, throws [UnknownJson].
///
/// Nodes are never turned into text by Jackson itself, which does it by means that the run-time image does not have.
final class JsonFields {
    private JsonFields() {}

    /// {@return what the object holds under that name}
    static JsonNode member(JsonNode of, String name) {
        JsonNode found = of.get(name);
        if (found == null) {
            throw new UnknownJson("no '" + name + "'");
        }
        return found;
    }

    static JsonNode member(JsonNode of, int index) {
        JsonNode found = of.get(index);
        if (found == null) {
            throw new UnknownJson("a list of too few values");
        }
        return found;
    }

    /// {@return the word or number}
    static String word(JsonNode node) {
        if (node.isContainer()) {
            throw new UnknownJson("expected a word or a number in place of a list or an object");
        }
        return node.asString();
    }

    static String word(JsonNode of, String name) {
        return word(member(of, name));
    }

    /// {@return the word or number of that name, the other where there is none}
    static String word(JsonNode of, String name, String other) {
        return of.has(name) ? word(of, name) : other;
    }

    /// {@return the name of the only thing that the object holds}
    static String only(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new UnknownJson("expected an object that holds one thing");
        }
        return node.propertyNames().iterator().next();
    }
}
