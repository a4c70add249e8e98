package org.nftrace.packet;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;

/// What is known of a packet at one moment of its way. Immutable: a rewrite gives a new packet.
///
/// The facts stand in two arrays by [Fact], so that a million packets can be judged without making objects.
public final class Packet {
    private static final int FACTS = Fact.values().length;

    /// Nothing is known.
    public static final Packet UNKNOWN = new Packet(0, new long[FACTS], new Object[FACTS]);

    private final long known;
    private final long[] numbers;
    private final Object[] objects;

    private Packet(long known, long[] numbers, Object[] objects) {
        this.known = known;
        this.numbers = numbers;
        this.objects = objects;
    }

    public boolean knows(Fact fact) {
        return (known >>> fact.ordinal() & 1) == 1;
    }

    /// {@return the number, which must be known}
    public long number(Fact fact) {
        return numbers[fact.ordinal()];
    }

    /// {@return the address, which must be known}
    public Address address(Fact fact) {
        return (Address) objects[fact.ordinal()];
    }

    /// {@return the text, which must be known}
    public String text(Fact fact) {
        return (String) objects[fact.ordinal()];
    }

    public Packet with(Fact fact, long number) {
        long[] changed = numbers.clone();
        changed[fact.ordinal()] = number;
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
        changed[fact.ordinal()] = value;
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
        for (Fact fact : Fact.values()) {
            int i = fact.ordinal();
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
        for (Fact fact : Fact.values()) {
            if (knows(fact)) {
                int i = fact.ordinal();
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
        Arrays.stream(Fact.values())
                .filter(this::knows)
                .forEach(f -> out.append(out.isEmpty() ? "" : " ")
                        .append(f.keyword())
                        .append('=')
                        .append(f.kind() == Fact.Kind.NUMBER ? Long.toString(number(f)) : objects[f.ordinal()]));
        return out.toString();
    }
}
