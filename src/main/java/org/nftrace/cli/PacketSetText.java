package org.nftrace.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Symbols;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// A set of packets as a file describes it: `from: 10.0.0.0/8`, `to: 172.17.0.2`, `except: [tcp 80, udp 53, icmp]`.
final class PacketSetText {
    /// What `in: other` stands for: a name that no rule knows.
    static final String OTHER = "nobody0";

    private static final BigInteger NEW = BigInteger.valueOf(8);

    private final List<Meaning> parts = new ArrayList<>();
    private Optional<Boolean> six = Optional.empty();
    private boolean toOne;

    PacketSetText(Yaml.Node node) throws Failure {
        addresses(node.child("from"), Fact.SOURCE);
        addresses(node.child("to"), Fact.DESTINATION);
        if (!node.child("only").isMissing()) {
            parts.add(new Meaning.Any(services(node.child("only"), false)));
        }
        if (!node.child("except").isMissing()) {
            parts.add(new Meaning.All(services(node.child("except"), true)));
        }
        String in = node.child("in").text();
        if (!in.isEmpty()) {
            parts.add(Interfaces.is(in.equals("other") ? OTHER : in));
        }
        parts.add(only(Dimensions.STATE, NEW));
        parts.add(only(new Dimension.Nfproto(), BigInteger.valueOf(isSix() ? 10 : 2)));
        parts.add(only(new Dimension.EtherType(), BigInteger.valueOf(isSix() ? 0x86dd : 0x0800)));
    }

    boolean isSix() {
        return six.orElse(false);
    }

    boolean isToOne() {
        return toOne;
    }

    Meaning meaning() {
        return new Meaning.All(parts);
    }

    private static Meaning only(Dimension dimension, BigInteger number) {
        return new Meaning.In(dimension, List.of(new Meaning.Range(number, number)));
    }

    private void addresses(Yaml.Node node, Fact fact) throws Failure {
        var ranges = new ArrayList<Meaning.Range>();
        for (String text : node.texts()) {
            if (text.equals("any")) {
                return;
            }
            Prefix prefix = Prefix.parse(text)
                    .or(() -> Address.parse(text).map(a -> new Prefix(a, a.width())))
                    .orElseThrow(() -> node.failure("'" + text + "' is no address; expected one like 192.0.2.1,"
                            + " a network like 10.0.0.0/8, or any"));
            boolean of6 = !prefix.address().isV4();
            if (six.filter(s -> s != of6).isPresent()) {
                throw node.failure("'" + text + "': a set is of IPv4 or of IPv6, not of both");
            }
            six = Optional.of(of6);
            ranges.add(new Meaning.Range(number(prefix.first()), number(prefix.last())));
        }
        if (!ranges.isEmpty()) {
            toOne = fact == Fact.DESTINATION
                    && ranges.size() == 1
                    && ranges.getFirst().first().equals(ranges.getFirst().last());
            parts.add(new Meaning.In(new Dimension.OfPacket(fact, isSix() ? 128 : 32), ranges));
        }
    }

    private static BigInteger number(Address address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(address.low())));
    }

    // `tcp 80`, `udp 5000-6000`, `icmp`, each as a condition or as its opposite.
    private static List<Meaning> services(Yaml.Node node, boolean not) throws Failure {
        var services = new ArrayList<Meaning>();
        for (String text : node.texts()) {
            String[] words = text.strip().split(" +");
            var protocol = Symbols.number(DataType.INET_PROTO, words[0]);
            if (protocol.isEmpty() || words.length > 2) {
                throw node.failure("'" + text + "' is no service; expected one like 'tcp 80', 'udp 5000-6000', 'icmp'");
            }
            Meaning.Range number = range(node, Long.toString(protocol.getAsLong()), 255);
            Meaning ofProtocol = in(Dimensions.PROTOCOL, number, 255, not);
            if (words.length == 1) {
                services.add(ofProtocol);
            } else {
                Meaning ofPort = in(Dimensions.DPORT, range(node, words[1], 65535), 65535, not);
                List<Meaning> both = List.of(ofProtocol, ofPort);
                services.add(not ? new Meaning.Any(both) : new Meaning.All(both));
            }
        }
        return services;
    }

    private static Meaning in(Dimension dimension, Meaning.Range range, long most, boolean not) {
        if (!not) {
            return new Meaning.In(dimension, List.of(range));
        }
        var others = new ArrayList<Meaning.Range>();
        if (range.first().signum() > 0) {
            others.add(new Meaning.Range(BigInteger.ZERO, range.first().subtract(BigInteger.ONE)));
        }
        if (range.last().compareTo(BigInteger.valueOf(most)) < 0) {
            others.add(new Meaning.Range(range.last().add(BigInteger.ONE), BigInteger.valueOf(most)));
        }
        return new Meaning.In(dimension, others);
    }

    private static Meaning.Range range(Yaml.Node node, String text, long most) throws Failure {
        if (!text.matches("\\d{1,5}(-\\d{1,5})?")) {
            throw node.failure("'" + text + "' is no port; expected one like 80, or 5000-6000");
        }
        String[] ends = text.split("-");
        long first = Long.parseLong(ends[0]);
        long last = Long.parseLong(ends[ends.length - 1]);
        if (first > last || last > most) {
            throw node.failure("'" + text + "' is no range of ports");
        }
        return new Meaning.Range(BigInteger.valueOf(first), BigInteger.valueOf(last));
    }
}
