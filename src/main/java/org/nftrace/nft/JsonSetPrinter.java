package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.oneOrMore;
import static org.nftrace.nft.JsonNodes.putWords;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.DataType;
import org.nftrace.ir.NamedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes named sets and maps as JSON (libnftables-json(5), SET / MAP).
record JsonSetPrinter(JsonSelectorPrinter selectors) {

    /// Fills in what a set has besides its name and place.
    void fill(ObjectNode properties, NamedSet set) {
        properties.set("type", type(set.key()));
        set.comment().ifPresent(comment -> properties.put("comment", comment));
        data(set).ifPresent(data -> properties.set("map", data));
        set.policy()
                .filter(policy -> !policy.equals("performance"))
                .ifPresent(policy -> properties.put("policy", policy));
        set.size().ifPresent(size -> properties.put("size", size));
        putWords(properties, "flags", flags(set));
        set.timeout().ifPresent(timeout -> properties.put("timeout", timeout / 1000));
        set.gcInterval().ifPresent(interval -> properties.put("gc-interval", interval / 1000));
        if (set.autoMerge()) {
            properties.put("auto-merge", true);
        }
        contents(properties, set);
    }

    // Text leaves `flags timeout` out where there is a timeout by default; JSON does not.
    private static Stream<String> flags(NamedSet set) {
        return Stream.of(NamedSet.Flag.CONSTANT, NamedSet.Flag.INTERVAL, NamedSet.Flag.TIMEOUT, NamedSet.Flag.DYNAMIC)
                .filter(flag -> set.flags().contains(flag)
                        || flag == NamedSet.Flag.TIMEOUT && set.timeout().isPresent())
                .map(SelectorPrinter::lower);
    }

    private void contents(ObjectNode properties, NamedSet set) {
        if (!set.elements().isEmpty()) {
            List<Kind> data = set.data().map(Kinds::of).orElse(List.of(Kind.of(DataType.STRING)));
            properties.set("elem", selectors.values().elements(set.elements(), Kinds.of(set.key()), data));
        }
        List<ObjectNode> state = set.state().stream()
                .map(JsonStatefulPrinter::declared)
                .flatMap(Optional::stream)
                .toList();
        if (!state.isEmpty()) {
            properties.set("stmt", JsonNodes.array(state.stream()));
        }
    }

    private JsonNode type(NamedSet.Type type) {
        return switch (type) {
            case NamedSet.Type.Typeof(var of) -> object("typeof", selectors.expression(of, Kinds.of(of)));
            case NamedSet.Type.Named _, NamedSet.Type.Interval _ -> names(type);
        };
    }

    // Data has no `typeof` in nft's JSON, but the names of the types.
    private static Optional<JsonNode> data(NamedSet set) {
        return set.data()
                .map(JsonSetPrinter::names)
                .or(() -> set.objectMap().map(kind -> JsonNodes.string(JsonStatementPrinter.objectKind(kind))));
    }

    private static JsonNode names(NamedSet.Type type) {
        return oneOrMore(Kinds.of(type).stream()
                .map(kind -> JsonNodes.string(kind.type().label()))
                .toList());
    }
}
