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

    /// Some of the facts.
    public record Facts(long bits) {
        public static Facts of(Fact... facts) {
            long bits = 0;
            for (Fact fact : facts) {
                bits |= 1L << fact.ordinal();
            }
            return new Facts(bits);
        }
    }

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

    /// {@return what is known of these facts, and of no others}
    public Packet only(Facts facts) {
        return new Packet(known & facts.bits(), numbers, objects);
    }

    /// {@return the same with two facts of one kind in each other's place, known or not}
    public Packet exchanged(Fact one, Fact other) {
        boolean alike = knows(one) == knows(other);
        long changed = alike ? known : known ^ (1L << one.ordinal() | 1L << other.ordinal());
        if (one.kind() == Fact.Kind.NUMBER) {
            long[] turned = numbers.clone();
            turned[PLACES[one.ordinal()]] = numbers[PLACES[other.ordinal()]];
            turned[PLACES[other.ordinal()]] = numbers[PLACES[one.ordinal()]];
            return new Packet(changed, turned, objects);
        }
        Object[] turned = objects.clone();
        turned[PLACES[one.ordinal()]] = objects[PLACES[other.ordinal()]];
        turned[PLACES[other.ordinal()]] = objects[PLACES[one.ordinal()]];
        return new Packet(changed, numbers, turned);
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
        for (long left = known; left != 0; left &= left - 1) {
            Fact fact = FACTS[Long.numberOfTrailingZeros(left)];
            int i = PLACES[fact.ordinal()];
            if (fact.kind() == Fact.Kind.NUMBER
                    ? numbers[i] != other.numbers[i]
                    : !objects[i].equals(other.objects[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(known);
        for (long left = known; left != 0; left &= left - 1) {
            Fact fact = FACTS[Long.numberOfTrailingZeros(left)];
            int i = PLACES[fact.ordinal()];
            hash = 31 * hash + (fact.kind() == Fact.Kind.NUMBER ? Long.hashCode(numbers[i]) : objects[i].hashCode());
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
