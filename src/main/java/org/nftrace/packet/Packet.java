package org.nftrace.packet;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;

/// What is known of a packet at one moment of its way. Immutable: a rewrite gives a new packet.
///
/// Numbers stand in one array and all else in another, so that a million packets can be judged without making objects.
/// Of the many numbers that a packet may have, the few that it does have stand side by side, in the order of their
/// facts: whoever changes one copies no more than those.
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
    public static final Packet UNKNOWN = new Packet(
            0,
            0,
            new long[0],
            new Object[(int) Arrays.stream(PLACES).filter(place -> place >= 0).count()]);

    private final long known;
    // Of the facts that are numbers, those that have a place: also some that are not known any more.
    private final long held;
    private final long[] numbers;
    private final Object[] objects;

    private Packet(long known, long held, long[] numbers, Object[] objects) {
        this.known = known;
        this.held = held;
        this.numbers = numbers;
        this.objects = objects;
    }

    // Where each fact that is no number stands in the array of those.
    private static int[] places() {
        var places = new int[FACTS.length];
        int objects = 0;
        for (Fact fact : FACTS) {
            places[fact.ordinal()] = fact.kind() == Fact.Kind.NUMBER ? -1 : objects++;
        }
        return places;
    }

    private static long bit(Fact fact) {
        return 1L << fact.ordinal();
    }

    // Where a number stands, or would stand.
    private int place(Fact fact) {
        return Long.bitCount(held & (bit(fact) - 1));
    }

    public boolean knows(Fact fact) {
        return (known & bit(fact)) != 0;
    }

    /// {@return the number, which should be known; 0 where it never was}
    public long number(Fact fact) {
        return (held & bit(fact)) == 0 ? 0 : numbers[place(fact)];
    }

    /// {@return the address, which must be known}
    public Address address(Fact fact) {
        return (Address) object(fact);
    }

    /// {@return the text, which must be known}
    public String text(Fact fact) {
        return (String) object(fact);
    }

    public Packet with(Fact fact, long number) {
        int place = place(fact);
        boolean has = (held & bit(fact)) != 0;
        if (has && numbers[place] == number) {
            return knows(fact) ? this : new Packet(known | bit(fact), held, numbers, objects);
        }
        long[] changed = has ? numbers.clone() : new long[numbers.length + 1];
        if (!has) {
            System.arraycopy(numbers, 0, changed, 0, place);
            System.arraycopy(numbers, place, changed, place + 1, numbers.length - place);
        }
        changed[place] = number;
        return new Packet(known | bit(fact), held | bit(fact), changed, objects);
    }

    public Packet with(Fact fact, Address address) {
        return withObject(fact, address);
    }

    public Packet with(Fact fact, String text) {
        return withObject(fact, text);
    }

    public Packet without(Fact fact) {
        return knows(fact) ? new Packet(known & ~bit(fact), held, numbers, objects) : this;
    }

    /// {@return what is known of these facts, and of no others}
    public Packet only(Facts facts) {
        return new Packet(known & facts.bits(), held, numbers, objects);
    }

    /// {@return the same with two facts of one kind in each other's place, known or not}
    public Packet exchanged(Fact one, Fact other) {
        if (!knows(one) && !knows(other)) {
            return this;
        }
        return one.kind() == Fact.Kind.NUMBER ? exchangedNumbers(one, other) : exchangedObjects(one, other);
    }

    private Packet exchangedNumbers(Fact one, Fact other) {
        if (!knows(other)) {
            return with(other, number(one)).without(one);
        }
        if (!knows(one)) {
            return with(one, number(other)).without(other);
        }
        long[] turned = numbers.clone();
        turned[place(one)] = number(other);
        turned[place(other)] = number(one);
        return new Packet(known, held, turned, objects);
    }

    private Packet exchangedObjects(Fact one, Fact other) {
        long changed = knows(one) == knows(other) ? known : known ^ (bit(one) | bit(other));
        Object[] turned = objects.clone();
        turned[PLACES[one.ordinal()]] = objects[PLACES[other.ordinal()]];
        turned[PLACES[other.ordinal()]] = objects[PLACES[one.ordinal()]];
        return new Packet(changed, held, numbers, turned);
    }

    private Packet withObject(Fact fact, Object value) {
        Object[] changed = objects.clone();
        changed[PLACES[fact.ordinal()]] = value;
        return new Packet(known | bit(fact), held, numbers, changed);
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

    /// {@return whether it is known to be of the protocol}
    public boolean is(Protocol protocol) {
        return knows(Fact.PROTOCOL) && number(Fact.PROTOCOL) == protocol.number();
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
            if (fact.kind() == Fact.Kind.NUMBER
                    ? number(fact) != other.number(fact)
                    : !object(fact).equals(other.object(fact))) {
                return false;
            }
        }
        return true;
    }

    private Object object(Fact fact) {
        return objects[PLACES[fact.ordinal()]];
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(known);
        for (long left = known; left != 0; left &= left - 1) {
            Fact fact = FACTS[Long.numberOfTrailingZeros(left)];
            hash = 31 * hash
                    + (fact.kind() == Fact.Kind.NUMBER
                            ? Long.hashCode(number(fact))
                            : object(fact).hashCode());
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
                        .append(f.kind() == Fact.Kind.NUMBER ? Long.toString(number(f)) : object(f)));
        return out.toString();
    }
}
