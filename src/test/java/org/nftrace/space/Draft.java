package org.nftrace.space;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// A witness with all its numbers. Of numbers that no rule tells apart it has one that a host would have.
///
/// @param data behind the headers, in bytes
record Draft(Way way, String source, String destination, int sport, int dport, String in, Rest rest) {
    private static final List<String> SOURCES =
            List.of("198.51.100.7", "8.8.8.8", "10.0.0.1", "172.16.9.9", "192.168.200.1", "11.1.1.1");
    private static final List<String> DESTINATIONS =
            List.of("203.0.113.9", "1.1.1.1", "192.168.1.1", "172.30.1.1", "192.168.200.9", "100.64.0.1");
    private static final List<String> SOURCES_6 = List.of("2001:db8:1::7", "2a00::7", "fe80::7");
    private static final List<String> DESTINATIONS_6 = List.of("2001:db8:2::9", "2a00::9", "2001:db8::9");
    private static final int ASKING_PORT = 40_000;

    /// @param data behind the headers, in bytes
    record Rest(int ttl, int tos, int data, long mark) {}

    /// {@return it, unless it has something that is on no wire, or that we cannot tell how to put there}
    static Optional<Draft> of(Way way, Sample sample, Space space, List<String> links) {
        boolean unknown = sample.others().values().stream().anyMatch(number -> number.signum() != 0);
        return unknown ? Optional.empty() : new Choices(sample.values(), space).draft(way, links);
    }

    int ttl() {
        return rest.ttl();
    }

    int tos() {
        return rest.tos();
    }

    int data() {
        return rest.data();
    }

    long mark() {
        return rest.mark();
    }

    /// {@return a packet of its sender}
    Probe sends(String keys) {
        return ProbeReader.read(ends(source, sport, destination, dport) + keys + " in=" + in);
    }

    /// {@return a packet of its receiver}
    Probe answers(String link, String keys) {
        return ProbeReader.read(ends(destination, dport, source, sport) + keys + " in=" + link);
    }

    /// {@return what the receiver has asked before, of somebody else}
    Probe asks() {
        return ProbeReader.read(asked() + " in=" + in);
    }

    String asked() {
        String somebody = way.six() ? "[2001:db8:77::1]" : "203.0.113.77";
        return "udp:" + bracketed(destination) + ":" + ASKING_PORT + "->" + somebody + ":53";
    }

    private String ends(String from, int fromPort, String to, int toPort) {
        String name = switch (way.protocol()) {
            case Way.TCP -> "tcp";
            case Way.UDP -> "udp";
            case Way.ICMP -> "icmp";
            case Way.ICMPV6 -> "icmpv6";
            default -> String.valueOf(way.protocol());
        };
        return way.hasPorts()
                ? name + ":" + bracketed(from) + ":" + fromPort + "->" + bracketed(to) + ":" + toPort
                : name + ":" + bracketed(from) + "->" + bracketed(to);
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /// The numbers that a sample asks for.
    private record Choices(Map<Dimension, Meaning.Range> values, Space space) {

        Optional<Draft> draft(Way way, List<String> links) {
            Optional<String> source = address(Fact.SOURCE, way.six(), way.six() ? SOURCES_6 : SOURCES);
            Optional<String> destination =
                    address(Fact.DESTINATION, way.six(), way.six() ? DESTINATIONS_6 : DESTINATIONS);
            Optional<String> in = like(new Dimension.InterfaceName(Fact.IN), links, Dimension.InterfaceName::number);
            Optional<Integer> length = length(way);
            if (source.isEmpty()
                    || destination.isEmpty()
                    || in.isEmpty()
                    || length.isEmpty()
                    || way.isEstablished() && source.get().startsWith("fe80")) {
                return Optional.empty();
            }
            var rest = new Rest(
                    number(Fact.TTL, List.of(64, 255, 1)),
                    number(Fact.TOS, List.of(0)),
                    length.get() - way.length(),
                    number(Fact.MARK, List.of(0)));
            return Optional.of(new Draft(
                    way,
                    source.get(),
                    destination.get(),
                    number(Fact.SPORT, List.of(40_001)),
                    number(Fact.DPORT, List.of(4_711)),
                    in.get(),
                    rest));
        }

        private Optional<Dimension> dimension(Fact fact) {
            return values.keySet().stream()
                    .filter(d -> d instanceof Dimension.OfPacket(Fact other, _) && other == fact)
                    .findFirst();
        }

        private int number(Fact fact, List<Integer> usual) {
            return dimension(fact)
                    .map(d -> like(d, usual, n -> BigInteger.valueOf(n))
                            .orElse(values.get(d).first().intValue()))
                    .orElse(usual.getFirst());
        }

        // No rule tells it from the one of the sample.
        private <T> Optional<T> like(Dimension dimension, List<T> usual, Function<T, BigInteger> number) {
            Meaning.Range value = values.get(dimension);
            return value == null
                    ? usual.stream().findFirst()
                    : usual.stream()
                            .filter(t -> only(dimension, number.apply(t)).equals(only(dimension, value.first())))
                            .findFirst();
        }

        private PacketSet only(Dimension dimension, BigInteger number) {
            return space.in(dimension, List.of(new Meaning.Range(number, number)));
        }

        private Optional<Integer> length(Way way) {
            int least = way.length();
            Optional<Dimension> asked = dimension(Fact.LENGTH);
            if (asked.isEmpty()) {
                return Optional.of(least);
            }
            return like(
                    asked.get(),
                    way.isRelated() ? List.of(least) : List.of(least, least + 40, least + 100),
                    n -> BigInteger.valueOf(n));
        }

        private Optional<String> address(Fact fact, boolean six, List<String> usual) {
            var dimension = new Dimension.OfPacket(fact, six ? 128 : 32);
            return like(
                            dimension,
                            usual,
                            text -> Known.number(Address.parse(text).orElseThrow()))
                    .or(() -> Optional.of(values.get(dimension).first())
                            .map(number -> text(number, six))
                            .filter(Choices::isOnWires));
        }

        private static String text(BigInteger number, boolean six) {
            return (six
                            ? new Address.V6(number.shiftRight(64).longValue(), number.longValue())
                            : new Address.V4(number.intValue()))
                    .toString();
        }

        private static boolean isOnWires(String address) {
            return address.contains(":")
                    ? !address.startsWith("::") && !address.startsWith("ff")
                    : !address.matches("(0|127|22[4-9]|2[34]\\d|25\\d)\\..*");
        }
    }
}
