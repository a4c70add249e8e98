package org.nftrace.kernel;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the text form of a [Probe]:
///
/// ```
/// tcp:10.0.0.1:40000->10.0.0.2:22 flags=syn in=ens192 ttl=1
/// udp:[fd00::1]:40000->[fd00::2]:53 local mark=7
/// icmp:10.0.0.9->10.0.0.2 type=3 code=3 about=(udp:10.0.0.2:53->10.0.0.1:40000) in=ens192
/// udp:10.0.0.1:1->10.0.0.2:2 data=100 fragments=40 piece=2 in=ens192
/// 47:10.0.0.1->10.0.0.2 in=ens192
/// ```
///
/// `data` counts the bytes behind the transport header. Without `in` the host sends it;
/// a frame that comes by a port of a bridge has it in `physin`.
public final class ProbeReader {

    private static final String ADDRESS = "(\\[[0-9a-fA-F:.]+]|[0-9.]+)";
    private static final Pattern ENDS = Pattern.compile("(?<protocol>[a-z0-9]+):(?<from>" + ADDRESS
            + ")(:(?<sport>\\d+))?->(?<to>" + ADDRESS + ")(:(?<dport>\\d+))?");

    private final Map<String, String> keys = new HashMap<>();
    private final Matcher ends;

    private ProbeReader(String text) {
        var words = text.strip();
        var space = words.indexOf(' ');
        ends = ENDS.matcher(space < 0 ? words : words.substring(0, space));
        if (!ends.matches()) {
            throw new IllegalArgumentException("not a packet: " + text);
        }
        if (space >= 0) {
            readKeys(words.substring(space + 1));
        }
    }

    public static Probe read(String text) {
        var reader = new ProbeReader(text);
        var packet = reader.packet();
        return new Probe(reader.origin(), packet);
    }

    private void readKeys(String text) {
        var about = text.indexOf("about=(");
        var rest = text;
        if (about >= 0) {
            var end = text.lastIndexOf(')');
            keys.put("about", text.substring(about + "about=(".length(), end));
            rest = text.substring(0, about) + text.substring(end + 1);
        }
        for (var word : rest.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                var sides = word.split("=", 2);
                keys.put(sides[0], sides.length == 2 ? sides[1] : "");
            }
        }
    }

    private Probe.Origin origin() {
        return keys.containsKey("in")
                ? new Probe.Wire(
                        keys.getOrDefault("physin", keys.get("in")),
                        Optional.ofNullable(keys.get("src-mac")),
                        Optional.ofNullable(keys.get("dst-mac")))
                : new Probe.Local(number("mark", 0), Optional.ofNullable(keys.get("out")));
    }

    private Packet packet() {
        var packet = Packet.of(address("from"), address("to"), body())
                .withTtl(number("ttl", Packet.TTL))
                .withTos(number("tos", 0));
        return keys.containsKey("fragments")
                ? packet.withCut(new Packet.Cut(number("fragments", 0), number("piece", 0)))
                : packet;
    }

    private Packet.Body body() {
        var data = number("data", 0);
        return switch (ends.group("protocol")) {
            case "tcp" ->
                new Packet.Tcp(
                        port("sport"),
                        port("dport"),
                        keys.getOrDefault("flags", "syn"),
                        Long.parseLong(keys.getOrDefault("seq", "0")),
                        Long.parseLong(keys.getOrDefault("ack", "0")),
                        data);
            case "udp" -> new Packet.Udp(port("sport"), port("dport"), data);
            case "udplite" -> new Packet.UdpLite(port("sport"), port("dport"), data);
            case "sctp" -> new Packet.Sctp(port("sport"), port("dport"), number("chunk", 1), data);
            case "icmp", "icmpv6" -> icmp(data);
            default -> new Packet.Other(Integer.parseInt(ends.group("protocol")), data);
        };
    }

    private Packet.Body icmp(int data) {
        var usual = ends.group("protocol").equals("icmp") ? 8 : 128;
        return keys.containsKey("about")
                ? new Packet.IcmpError(
                        number("type", 3), number("code", 0), new ProbeReader(keys.get("about")).packet())
                : new Packet.Icmp(number("type", usual), number("code", 0), number("id", 0), number("seq", 0), data);
    }

    private int number(String key, int usual) {
        return keys.containsKey(key) ? Integer.decode(keys.get(key)) : usual;
    }

    private int port(String group) {
        return ends.group(group) == null ? 0 : Integer.parseInt(ends.group(group));
    }

    private InetAddress address(String group) {
        return InetAddress.ofLiteral(ends.group(group).replaceAll("[\\[\\]]", ""));
    }
}
