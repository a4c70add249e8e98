package org.nftrace.trace;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What a branch says of a field that was not given: the destination port is 514, or is neither 67 nor 514.
///
/// @param except whether the field has none of the values, instead of one of them
/// @param values numbers, addresses, prefixes, interfaces, and ranges of these
public record Narrowed(Fact fact, boolean except, List<Value> values) {
    private static final int NAME_BITS = 128;

    public Narrowed {
        values = List.copyOf(values);
    }

    // Of the two ways to say it, the one with fewer words; of what is left out, single values only. Names between two
    // names, `eth*` without `eth1`, nobody can say.
    static Optional<Narrowed> of(Variable.OfPacket variable, Ranges possible) {
        Ranges others = variable.universe().and(possible.not());
        boolean except = possible.only().isEmpty()
                && (others.list().size() < possible.list().size()
                        || others.only().isPresent());
        var told = (except ? others : possible).list();
        List<Value> values = told.stream()
                .flatMap(r -> values(variable.fact(), variable.width(), r).stream())
                .toList();
        boolean isSaid =
                variable.fact().kind() != Fact.Kind.TEXT || values.stream().allMatch(Value.Interface.class::isInstance);
        return isSaid ? Optional.of(new Narrowed(variable.fact(), except, values)) : Optional.empty();
    }

    /// {@return whether a packet that knows the field fits}
    public boolean admits(Packet packet) {
        Word word = switch (fact.kind()) {
            case NUMBER -> Word.of(packet.number(fact));
            case ADDRESS -> Word.of(packet.address(fact));
            case TEXT -> Word.of(packet.text(fact));
        };
        return values.stream().anyMatch(v -> Words.ranges(v).contains(word)) != except;
    }

    /// {@return numbers that fit, a few of those that there may be}
    Stream<Word> samples() {
        Ranges told = Ranges.union(values.stream().map(Words::ranges).toList());
        Ranges fitting = except ? told.not() : told;
        return fitting.list().stream()
                .flatMap(r -> Stream.of(r.first(), r.last()))
                .distinct();
    }

    /// {@return addresses that it names: of a network, the first that a machine may have}
    Stream<Address> addresses() {
        return values.stream().map(v -> {
            Ranges range = Words.ranges(v);
            Word first =
                    range.only().isPresent() ? range.first() : range.first().next();
            return address(Words.width(fact, v), first);
        });
    }

    /// {@return names of interfaces that it names: of a pattern, one that fits}
    Stream<String> names() {
        return values.stream()
                .flatMap(v -> v instanceof Value.Interface(var pattern)
                        ? Stream.of(pattern.wildcard() ? pattern.text() + "0" : pattern.text())
                        : Stream.empty())
                .filter(name -> !name.isEmpty());
    }

    private static Collection<Value> values(Fact fact, int width, Ranges.Range range) {
        if (range.first().equals(range.last())) {
            return List.of(value(fact, width, range.first()));
        }
        return switch (fact.kind()) {
            case NUMBER ->
                List.of(new Value.Range(value(fact, width, range.first()), value(fact, width, range.last())));
            case ADDRESS -> List.of(network(fact, width, range));
            case TEXT -> List.of(names(fact, range));
        };
    }

    private static Value value(Fact fact, int width, Word word) {
        return switch (fact.kind()) {
            case NUMBER -> new Value.Number(word.low());
            case ADDRESS -> new Value.IpAddress(address(width, word));
            case TEXT -> new Value.Interface(InterfacePattern.exactly(word.toName()));
        };
    }

    private static Value network(Fact fact, int width, Ranges.Range range) {
        int free = freeBits(range);
        return free > 0
                ? new Value.IpPrefix(new Prefix(address(width, range.first()), width - free))
                : new Value.Range(value(fact, width, range.first()), value(fact, width, range.last()));
    }

    private static Value names(Fact fact, Ranges.Range range) {
        int free = freeBits(range);
        return free > 0 && free % 8 == 0
                ? new Value.Interface(
                        InterfacePattern.startingWith(range.first().toName()))
                : new Value.Range(value(fact, NAME_BITS, range.first()), value(fact, NAME_BITS, range.last()));
    }

    // How many of the lowest bits are free in a range that is a prefix; -1 when it is none.
    private static int freeBits(Ranges.Range range) {
        for (int bits = 1; bits <= NAME_BITS; bits++) {
            Word mask = Word.ones(bits);
            if (range.first().or(mask).equals(range.last())) {
                return range.first().and(mask).equals(Word.ZERO) ? bits : -1;
            }
        }
        return -1;
    }

    private static Address address(int width, Word word) {
        return width == 32 ? new Address.V4((int) word.low()) : new Address.V6(word.high(), word.low());
    }
}
