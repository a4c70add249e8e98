package org.nftrace.space;

import com.github.javabdd.BDDException;
import com.github.javabdd.BDDFactory;
import com.github.javabdd.JFactory;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.nftrace.ir.CtKey;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// The packets that the conditions of some rules tell apart, and the sets of them.
public final class Space {
    private static final int FIRST_NODES = 10_000;
    private static final int NODES_A_CONDITION = 10;
    private static final int MOST_NODES = 4_000_000;
    private static final int MOST_GROWTH = 1_000_000;
    private static final int CACHE = 10_000;
    /// Entries of the operations' caches, as a share of the nodes.
    private static final double CACHE_RATIO = 8;

    private final BDDFactory factory;
    private final Diagrams diagrams;
    private final Map<Dimension, Coding> codings = new LinkedHashMap<>();

    private Space(Map<Dimension, List<Meaning.Range>> ranges, Set<Dimension> inBits, int conditions) {
        int level = 0;
        var order = new ArrayList<>(ranges.keySet());
        // What nearly every rule asks stands on top: below it, few rules are left to tell apart. A rule that does not
        // ask for what stands on top of it goes into every branch.
        order.sort(
                Comparator.<Dimension>comparingInt(d -> -weight(d, ranges.get(d).size(), inBits))
                        .thenComparingInt(Space::rank)
                        .thenComparing(Dimension::toString));
        for (Dimension dimension : order) {
            Coding coding = inBits.contains(dimension)
                    ? Coding.asIs(dimension.width(), level)
                    : Coding.byStretch(dimension.width(), ranges.get(dimension), level);
            codings.put(dimension, coding);
            level += coding.bits();
        }
        factory = JFactory.init(Math.clamp((long) conditions * NODES_A_CONDITION, FIRST_NODES, MOST_GROWTH), CACHE);
        diagrams = new Diagrams(factory);
        silence(factory);
        factory.setMaxNodeNum(MOST_NODES);
        factory.setMaxIncrease(MOST_GROWTH);
        factory.setCacheRatio(CACHE_RATIO);
        factory.setVarNum(Math.max(1, level));
    }

    private static int weight(Dimension dimension, int asked, Set<Dimension> inBits) {
        return switch (dimension) {
            case Dimension.Nfproto _, Dimension.EtherType _ -> Integer.MAX_VALUE;
            case Dimension.Other _, Dimension.InSet _ -> 0;
            case Dimension.OfPacket _, Dimension.InterfaceName _, Dimension.OfConnection _ ->
                inBits.contains(dimension) ? 1 : asked + 1;
        };
    }

    /// {@return the space in which all of these conditions are sets}
    public static Space over(Collection<Meaning> meanings) {
        var ranges = new LinkedHashMap<Dimension, List<Meaning.Range>>();
        var inBits = new HashSet<Dimension>();
        meanings.forEach(m -> collect(m, ranges, inBits));
        return new Space(ranges, inBits, meanings.size());
    }

    /// {@return what the conditions ask for}
    static Set<Dimension> asked(Collection<Meaning> meanings) {
        var ranges = new LinkedHashMap<Dimension, List<Meaning.Range>>();
        meanings.forEach(m -> collect(m, ranges, new HashSet<>()));
        return ranges.keySet();
    }

    private static void collect(Meaning meaning, Map<Dimension, List<Meaning.Range>> ranges, Set<Dimension> inBits) {
        switch (meaning) {
            case Meaning.In(Dimension of, List<Meaning.Range> wanted) ->
                ranges.computeIfAbsent(of, _ -> new ArrayList<>()).addAll(wanted);
            case Meaning.Bits bits -> {
                ranges.computeIfAbsent(bits.of(), _ -> new ArrayList<>());
                inBits.add(bits.of());
            }
            case Meaning.All(List<Meaning> parts) -> parts.forEach(p -> collect(p, ranges, inBits));
            case Meaning.Any(List<Meaning> parts) -> parts.forEach(p -> collect(p, ranges, inBits));
            case Meaning.Open _ -> {}
            case Meaning.Stored stored -> {
                collect(stored.listed(), ranges, inBits);
                collect(stored.any(), ranges, inBits);
            }
        }
    }

    // What most rules ask stands above what few ask; fields of one rule stand near each other.
    private static int rank(Dimension dimension) {
        return switch (dimension) {
            case Dimension.Nfproto _ -> 0;
            case Dimension.EtherType _ -> 1;
            case Dimension.OfPacket(Fact fact, int width) -> 10 * rank(fact) + (width == 128 ? 1 : 0);
            case Dimension.InterfaceName(Fact fact) -> fact == Fact.IN || fact == Fact.PORT_IN ? 30 : 31;
            case Dimension.OfConnection(CtKey key, _) -> key == CtKey.STATE ? 20 : 21;
            case Dimension.InSet _ -> 90;
            case Dimension.Other _ -> 91;
        };
    }

    private static int rank(Fact fact) {
        return switch (fact) {
            case ETHER_TYPE -> 0;
            case PROTOCOL -> 1;
            case IN, PORT_IN, OUT, PORT_OUT -> 3;
            case DESTINATION -> 4;
            case DPORT -> 5;
            case ICMP_TYPE, ICMP_CODE, ICMP_ID, TCP_FLAGS -> 6;
            case SOURCE -> 7;
            case SPORT, MARK, SOURCE_MAC, DESTINATION_MAC, VLAN, TTL, TOS, LENGTH, IP_ID, FLOW_LABEL -> 8;
            case FRAGMENT_OFFSET, MORE_FRAGMENTS, PRIORITY, PACKET_TYPE, UID, GID -> 8;
            case TCP_SEQUENCE, TCP_ACKNOWLEDGED, TCP_WINDOW, SCTP_CHUNK -> 8;
            case ABOUT_SOURCE,
                    ABOUT_DESTINATION,
                    ABOUT_PROTOCOL,
                    ABOUT_SPORT,
                    ABOUT_DPORT,
                    ABOUT_TYPE,
                    ABOUT_CODE,
                    ABOUT_ID -> 9;
        };
    }

    // The library tells standard output whenever its table grows, unless someone else listens.
    private static void silence(BDDFactory factory) {
        try {
            Method nothing = Space.class.getMethod("ignore", Object.class, Object.class);
            factory.registerGCCallback(null, nothing);
            factory.registerResizeCallback(null, nothing);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /// What the library calls when its table grows.
    public static void ignore(Object before, Object after) {}

    public PacketSet all() {
        return new PacketSet(this, factory.one());
    }

    public PacketSet none() {
        return new PacketSet(this, factory.zero());
    }

    /// {@return the packets whose number is in one of the ranges; all when no rule asks for it}
    public PacketSet in(Dimension dimension, List<Meaning.Range> ranges) {
        Coding coding = codings.get(dimension);
        if (coding == null) {
            return all();
        }
        return made(coding.codes(ranges), coding.firstLevel(), coding.bits());
    }

    /// {@return the packets of whose number these bits are in one of the ranges}
    public PacketSet in(Dimension dimension, int low, int length, List<Meaning.Range> ranges) {
        Coding coding = codings.get(dimension);
        if (coding == null) {
            return all();
        }
        if (!coding.isAsIs()) {
            throw new AssertionError("bits of " + dimension + " were not announced");
        }
        int level = coding.firstLevel() + coding.bits() - low - length;
        var sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(Meaning.Range::first));
        return made(sorted, level, length);
    }

    private PacketSet made(List<Meaning.Range> codes, int level, int bits) {
        try {
            return new PacketSet(this, diagrams.of(codes, level, bits));
        } catch (BDDException e) {
            throw Undecided.by(e);
        }
    }

    /// {@return the packets that have what is known of this one; its state is given apart}
    public PacketSet of(Packet packet, ConnectionState state) {
        PacketSet set = all();
        for (Dimension dimension : codings.keySet()) {
            Optional<BigInteger> number = Known.of(dimension, packet, state);
            if (number.isPresent()) {
                set = set.and(in(dimension, List.of(new Meaning.Range(number.get(), number.get()))));
            }
        }
        return set;
    }

    /// {@return the packets that have what the sample has}
    PacketSet of(Sample sample) {
        PacketSet set = all();
        for (Map.Entry<Dimension, Meaning.Range> value : sample.values().entrySet()) {
            set = set.and(in(value.getKey(), List.of(value.getValue())));
        }
        return set;
    }

    int[] variables(Collection<Dimension> dimensions) {
        return dimensions.stream()
                .map(codings::get)
                .filter(Objects::nonNull)
                .flatMapToInt(c -> IntStream.range(c.firstLevel(), c.firstLevel() + c.bits()))
                .toArray();
    }

    /// {@return the variables of some bits of a dimension; none when no rule asks for it}
    int[] variables(Dimension dimension, int low, int length) {
        Coding coding = codings.get(dimension);
        if (coding == null) {
            return new int[0];
        }
        if (!coding.isAsIs()) {
            return variables(List.of(dimension));
        }
        int level = coding.firstLevel() + coding.bits() - low - length;
        return IntStream.range(level, level + length).toArray();
    }

    /// {@return what the conditions ask for}
    public Collection<Dimension> dimensions() {
        return List.copyOf(codings.keySet());
    }

    Sample sample(PacketSet set) {
        var values = new LinkedHashMap<Dimension, Meaning.Range>();
        PacketSet left = set;
        for (Map.Entry<Dimension, Coding> entry : codings.entrySet()) {
            Dimension dimension = entry.getKey();
            if (!left.forgetting(List.of(dimension)).equals(left)) {
                Meaning.Range chosen = Choice.of(dimension, entry.getValue(), left, this);
                values.put(dimension, chosen);
                left = left.and(in(dimension, List.of(chosen)));
            }
        }
        return new Sample(values);
    }

    /// {@return a number of the dimension that packets of the set have}
    Meaning.Range choose(Dimension dimension, PacketSet set) {
        return Choice.of(dimension, codings.get(dimension), set, this);
    }

    /// {@return the number that all packets of the set have, where they have the same}
    public Optional<BigInteger> only(Dimension dimension, PacketSet set) {
        if (set.isEmpty() || !codings.containsKey(dimension)) {
            return Optional.empty();
        }
        Meaning.Range one = choose(dimension, set);
        return set.isSubsetOf(in(dimension, List.of(one))) ? Optional.of(one.first()) : Optional.empty();
    }

    /// {@return numbers of the dimension of which every packet has one like it; none when no rule asks for it, or for
    /// its bits}
    List<BigInteger> examples(Dimension dimension) {
        Coding coding = codings.get(dimension);
        return coding == null ? List.of() : coding.examples();
    }

    /// {@return the last of the codes of a dimension that rules ask for, as [#numbers] counts them}
    BigInteger last(Dimension dimension) {
        return codings.get(dimension).last();
    }

    /// {@return the numbers that have these codes}
    Meaning.Range numbers(Dimension dimension, Meaning.Range codes) {
        return codings.get(dimension).numbers(codes);
    }

    /// {@return how many nodes are in use, for measuring}
    public int nodes() {
        return factory.getNodeNum();
    }
}
