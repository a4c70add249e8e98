package org.nftrace.space;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.nftrace.ir.CtKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// Chooses, of the numbers that a set leaves open, one that reads well: a new connection, a documentation address.
final class Choice {
    private static final List<String> ADDRESSES = List.of("192.0.2.1", "198.51.100.1", "203.0.113.1", "10.0.0.1");
    private static final List<String> ADDRESSES_6 = List.of("2001:db8::1", "fe80::1", "fd00::1");

    private static final List<String> NAMES = List.of("eth0", "eth1", "lo", "wlan0", "ppp0", "ens18", "a0", "zz0");

    private Choice() {}

    /// {@return a number that packets of the set have in the dimension}
    static Meaning.Range of(Dimension dimension, Coding coding, PacketSet set, Space space) {
        for (BigInteger wished : wishes(dimension)) {
            var range = new Meaning.Range(wished, wished);
            if (!set.and(space.in(dimension, List.of(range))).isEmpty()) {
                return range;
            }
        }
        return coding.isAsIs() ? lowest(dimension, coding.bits(), set, space) : first(dimension, coding, set, space);
    }

    // By halves: there may be thousands of stretches.
    private static Meaning.Range first(Dimension dimension, Coding coding, PacketSet set, Space space) {
        List<BigInteger> starts = coding.examples();
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            var lower =
                    new Meaning.Range(starts.get(low), starts.get(middle + 1).subtract(BigInteger.ONE));
            if (set.and(space.in(dimension, List.of(lower))).isEmpty()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new Meaning.Range(starts.get(low), starts.get(low));
    }

    private static Meaning.Range lowest(Dimension dimension, int bits, PacketSet set, Space space) {
        BigInteger number = BigInteger.ZERO;
        for (int bit = bits - 1; bit >= 0; bit--) {
            BigInteger last = number.setBit(bit).subtract(BigInteger.ONE);
            boolean zero = !set.and(space.in(dimension, List.of(new Meaning.Range(number, last))))
                    .isEmpty();
            number = zero ? number : number.setBit(bit);
        }
        return new Meaning.Range(number, number);
    }

    private static List<BigInteger> wishes(Dimension dimension) {
        return switch (dimension) {
            case Dimension.OfPacket(Fact fact, int width) -> wishes(fact, width);
            case Dimension.OfConnection(CtKey key, _) -> key == CtKey.STATE ? numbers(8, 2, 4, 64, 1) : List.of();
            case Dimension.InterfaceName _ ->
                NAMES.stream().map(Dimension.InterfaceName::number).toList();
            case Dimension.EtherType _, Dimension.Nfproto _, Dimension.InSet _, Dimension.Other _ -> List.of();
        };
    }

    private static List<BigInteger> wishes(Fact fact, int width) {
        return switch (fact) {
            case SOURCE, DESTINATION -> {
                List<String> texts = width == 32 ? ADDRESSES : ADDRESSES_6;
                List<String> order = fact == Fact.SOURCE ? texts : texts.reversed();
                yield order.stream()
                        .map(t -> Known.number(Address.parse(t).orElseThrow()))
                        .toList();
            }
            case PROTOCOL -> numbers(6, 17, 1, 58);
            case SPORT -> numbers(40000, 50000);
            case DPORT -> numbers(80, 22, 443);
            case TCP_FLAGS -> numbers(2, 16);
            case ICMP_TYPE -> numbers(8, 128);
            case TTL -> numbers(64);
            case LENGTH -> numbers(60);
            case ETHER_TYPE,
                    TCP_SEQUENCE,
                    TCP_ACKNOWLEDGED,
                    TCP_WINDOW,
                    SCTP_CHUNK,
                    ABOUT_SOURCE,
                    ABOUT_DESTINATION,
                    ABOUT_PROTOCOL,
                    ABOUT_SPORT,
                    ABOUT_DPORT,
                    ABOUT_TYPE,
                    ABOUT_CODE,
                    ABOUT_ID,
                    SOURCE_MAC,
                    DESTINATION_MAC,
                    VLAN,
                    ICMP_CODE,
                    ICMP_ID,
                    TOS,
                    IP_ID,
                    FLOW_LABEL,
                    FRAGMENT_OFFSET,
                    MORE_FRAGMENTS,
                    MARK,
                    PRIORITY,
                    PACKET_TYPE,
                    IN,
                    OUT,
                    PORT_IN,
                    PORT_OUT,
                    UID,
                    GID -> List.of();
        };
    }

    private static List<BigInteger> numbers(long... numbers) {
        return Arrays.stream(numbers).mapToObj(BigInteger::valueOf).toList();
    }
}
