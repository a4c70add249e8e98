package org.nftrace.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.text.Span;

/// A JSON value that knows where it stands.
sealed interface Json {
    Span span();

    record Members(Span span, Map<String, Json> all) implements Json {}

    record Elements(Span span, List<Json> all) implements Json {}

    record Text(Span span, String value) implements Json {}

    /// A number, `true`, `false` or `null`, as it is written.
    record Literal(Span span, String value) implements Json {}

    /// {@return the member of that name, unless it is null or this is no object}
    default Optional<Json> get(String key) {
        return this instanceof Members members
                ? Optional.ofNullable(members.all.get(key)).filter(v -> !v.isNull())
                : Optional.empty();
    }

    private boolean isNull() {
        return this instanceof Literal literal && literal.value.equals("null");
    }

    default boolean has(String key) {
        return get(key).isPresent();
    }

    /// {@return the elements of the list that is the member of that name}
    default List<Json> list(String key) {
        return get(key).map(Json::elements).orElse(List.of());
    }

    default List<Json> elements() {
        return this instanceof Elements elements ? elements.all : List.of();
    }

    /// {@return the text or literal that is the member of that name, unless it is empty}
    default Optional<String> text(String key) {
        return get(key).map(Json::word).filter(w -> !w.isEmpty());
    }

    default boolean isTrue(String key) {
        return text(key).filter(t -> t.equals("true") || t.equals("on")).isPresent();
    }

    /// {@return the text or literal itself; nothing for objects and lists}
    default String word() {
        return switch (this) {
            case Text text -> text.value;
            case Literal literal -> literal.value;
            case Members _, Elements _ -> "";
        };
    }
}
