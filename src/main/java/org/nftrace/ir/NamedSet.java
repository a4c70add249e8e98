package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.text.Span;

/// `set trusted { type ipv4_addr; flags interval; elements = { … } }`, `map m { type inet_service : ipv4_addr; … }` ·
/// `ipset create`.
///
/// @param data       what keys are mapped to; absent in a set
/// @param objectMap  a map to objects: `type ipv4_addr : counter`
/// @param timeout    milliseconds, the default of elements
/// @param gcInterval milliseconds
/// @param count      how many elements the kernel counts against the size: nft 1.1 prints `size 65535 # count 1`
/// @param state      statements that every element carries: `counter`
public record NamedSet(
        Span span,
        String name,
        Type key,
        Optional<Type> data,
        Optional<StatefulObject.Kind> objectMap,
        Set<Flag> flags,
        OptionalLong timeout,
        OptionalLong gcInterval,
        OptionalLong size,
        OptionalLong count,
        Optional<String> policy,
        boolean autoMerge,
        Optional<String> comment,
        OptionalLong handle,
        List<Statement> state,
        List<Value.Element> elements) {

    public enum Flag {
        CONSTANT,
        INTERVAL,
        DYNAMIC,
        TIMEOUT
    }

    /// `type ipv4_addr . inet_service` or `typeof ip saddr . tcp dport`
    public sealed interface Type {
        /// `type ipv4_addr . inet_service`
        record Named(List<DataType> parts) implements Type {
            public Named {
                parts = List.copyOf(parts);
            }
        }

        /// `typeof ip saddr . tcp dport`
        record Typeof(Expression expression) implements Type {}

        /// `interval ipv4_addr`: the data of a map to ranges.
        record Interval(Type of) implements Type {}
    }

    public NamedSet {
        flags = Set.copyOf(flags);
        state = List.copyOf(state);
        elements = List.copyOf(elements);
    }

    /// {@return a set that says nothing beside its type, flags and elements}
    public static NamedSet plain(Span span, String name, Type key, Set<Flag> flags, List<Value.Element> elements) {
        return new NamedSet(
                span,
                name,
                key,
                Optional.empty(),
                Optional.empty(),
                flags,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                elements);
    }

    public NamedSet withElements(List<Value.Element> changed) {
        return new NamedSet(
                span,
                name,
                key,
                data,
                objectMap,
                flags,
                timeout,
                gcInterval,
                size,
                count,
                policy,
                autoMerge,
                comment,
                handle,
                state,
                changed);
    }

    public boolean isMap() {
        return data.isPresent() || objectMap.isPresent();
    }
}
