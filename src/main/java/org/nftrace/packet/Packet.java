package org.nftrace.packet;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;

/// What is known of a packet at one moment of its way. Immutable: a rewrite gives a new packet.
///
/// Numbers stand in one array and all else in another, so that a million packets can be judged without making objects.
public final class Packet {
    private static final Fact[] FACTS = Fact.values();
    private static final int[] PLACES = places();

    /// Nothing is known.
    public static final Packet UNKNOWN =
            new Packet(0, new long[count(Fact.Kind.NUMBER)], new Object[FACTS.length - count(Fact.Kind.NUMBER)]);

    private final long known;
    private final long[] numbers;
    private final Object[] objects;

    private Packet(long known, long[] numbers, Object[] objects) {
        this.known = known;
        this.numbers = numbers;
        this.objects = objects;
    }

    private static int count(Fact.Kind kind) {
        return (int) Arrays.stream(FACTS).filter(f -> f.kind() == kind).count();
    }

    // Where each fact stands in the array of its kind.
    private static int[] places() {
        var places = new int[FACTS.length];
        int numbers = 0;
        int objects = 0;
        for (Fact fact : FACTS) {
            places[fact.ordinal()] = fact.kind() == Fact.Kind.NUMBER ? numbers++ : objects++;
        }
        return places;
    }

    public boolean knows(Fact fact) {
        return (known >>> fact.ordinal() & 1) == 1;
    }

    /// {@return the number, which must be known}
    public long number(Fact fact) {
        return numbers[PLACES[fact.ordinal()]];
    }

    /// {@return the address, which must be known}
    public Address address(Fact fact) {
        return (Address) objects[PLACES[fact.ordinal()]];
    }

    /// {@return the text, which must be known}
    public String text(Fact fact) {
        return (String) objects[PLACES[fact.ordinal()]];
    }

    public Packet with(Fact fact, long number) {
        long[] changed = numbers.clone();
        changed[PLACES[fact.ordinal()]] = number;
        return new Packet(known | 1L << fact.ordinal(), changed, objects);
    }

    public Packet with(Fact fact, Address address) {
        return withObject(fact, address);
    }

    public Packet with(Fact fact, String text) {
        return withObject(fact, text);
    }

    public Packet without(Fact fact) {
        return new Packet(known & ~(1L << fact.ordinal()), numbers, objects);
    }

    private Packet withObject(Fact fact, Object value) {
        Object[] changed = objects.clone();
        changed[PLACES[fact.ordinal()]] = value;
        return new Packet(known | 1L << fact.ordinal(), numbers, changed);
    }

    public OptionalLong find(Fact fact) {
        return knows(fact) ? OptionalLong.of(number(fact)) : OptionalLong.empty();
    }

    public Optional<Address> findAddress(Fact fact) {
        return knows(fact) ? Optional.of(address(fact)) : Optional.empty();
    }

    public Optional<String> findText(Fact fact) {
        return knows(fact) ? Optional.of(text(fact)) : Optional.empty();
    }

    public Optional<Protocol> protocol() {
        return knows(Fact.PROTOCOL) ? Protocol.of((int) number(Fact.PROTOCOL)) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Packet p && known == p.known && sameFacts(p);
    }

    private boolean sameFacts(Packet other) {
        for (Fact fact : FACTS) {
            int i = PLACES[fact.ordinal()];
            if (knows(fact)
                    && (fact.kind() == Fact.Kind.NUMBER
                            ? numbers[i] != other.numbers[i]
                            : !objects[i].equals(other.objects[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(known);
        for (Fact fact : FACTS) {
            if (knows(fact)) {
                int i = PLACES[fact.ordinal()];
                hash = 31 * hash
                        + (fact.kind() == Fact.Kind.NUMBER ? Long.hashCode(numbers[i]) : objects[i].hashCode());
            }
        }
        return hash;
    }

    /// {@return the known facts, for debugging; users see what `report` words}
    @Override
    public String toString() {
        var out = new StringBuilder();
        Arrays.stream(FACTS)
                .filter(this::knows)
                .forEach(f -> out.append(out.isEmpty() ? "" : " ")
                        .append(f.keyword())
                        .append('=')
                        .append(
                                f.kind() == Fact.Kind.NUMBER
                                        ? Long.toString(number(f))
                                        : objects[PLACES[f.ordinal()]]));
        return out.toString();
    }
}
