package org.nftrace.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Reads the text form of a [World], one thing a line, `#` begins a comment:
///
/// ```
/// link   ens192 address 10.254.10.252/24 address 10.9.0.1/24 scope link address fd00:10::252/64
/// bridge docker1 address 172.20.0.1/24
/// port   vethr of docker1 hairpin
/// peer   client at ens192 address 10.254.10.105
/// peer   radius at vethr address 172.20.0.4
/// route  default via 10.254.10.1            (ip route add …)
/// rule   fwmark 7 lookup 77                 (ip rule add …)
/// sysctl net.ipv4.ip_forward = 1
/// listen udp 1812
/// ```
///
/// Links and peers may have a `mac`; without one they get one that depends on their place only, so that the same world
/// has the same addresses each time. Routes and rules of IPv6 are known by their colons, or by a `-6` in front.
public final class WorldReader {

    private final List<World.Link> links = new ArrayList<>();
    private final List<World.Peer> peers = new ArrayList<>();
    private final List<World.Setting> sysctls = new ArrayList<>();
    private final List<String> routes = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private final List<World.Listener> listeners = new ArrayList<>();

    private WorldReader() {}

    public static World read(String text) {
        var reader = new WorldReader();
        for (var line : text.lines().toList()) {
            var said = line.replaceFirst("#.*", "").strip();
            if (!said.isEmpty()) {
                reader.line(said);
            }
        }
        return new World(reader.links, reader.peers, reader.sysctls, reader.routes, reader.rules, reader.listeners);
    }

    private void line(String line) {
        Deque<String> words = new ArrayDeque<>(List.of(line.split("\\s+")));
        var kind = words.pop();
        var rest = line.substring(kind.length()).strip();
        switch (kind) {
            case "link" -> links.add(cable(words));
            case "bridge" -> links.add(bridge(words));
            case "port" -> links.add(port(words));
            case "peer" -> peers.add(peer(words));
            case "route" -> routes.add(rest);
            case "rule" -> rules.add(rest);
            case "sysctl" -> {
                var sides = rest.split("\\s*=\\s*", 2);
                sysctls.add(new World.Setting(sides[0], sides[1]));
            }
            case "listen" -> listeners.add(new World.Listener(words.pop(), Integer.parseInt(words.pop())));
            default -> throw new IllegalArgumentException("a world has no '" + kind + "': " + line);
        }
    }

    private World.Link cable(Deque<String> words) {
        var name = words.pop();
        var options = new Options(words, "02:00:00:00:01:%02x".formatted(links.size() + 1));
        return new World.Cable(name, options.mac, options.addresses);
    }

    private World.Link bridge(Deque<String> words) {
        var name = words.pop();
        var options = new Options(words, "02:00:00:00:01:%02x".formatted(links.size() + 1));
        return new World.Bridge(name, options.mac, options.addresses);
    }

    private World.Link port(Deque<String> words) {
        var name = words.pop();
        var options = new Options(words, "02:00:00:00:01:%02x".formatted(links.size() + 1));
        return new World.Port(name, options.mac, options.place, options.hairpin);
    }

    private World.Peer peer(Deque<String> words) {
        var name = words.pop();
        var options = new Options(words, "02:00:00:00:02:%02x".formatted(peers.size() + 1));
        return new World.Peer(name, options.mac, options.place, options.addresses);
    }

    /// The words after the name.
    private static final class Options {
        private final List<String> addresses = new ArrayList<>();
        private String mac;
        private String place = "";
        private boolean hairpin;

        Options(Deque<String> words, String mac) {
            this.mac = mac;
            while (!words.isEmpty()) {
                var word = words.pop();
                switch (word) {
                    case "address" -> addresses.add(words.pop());
                    case "scope" -> addresses.add(addresses.removeLast() + " scope " + words.pop());
                    case "mac" -> this.mac = words.pop();
                    case "of", "at" -> place = words.pop();
                    case "hairpin" -> hairpin = true;
                    default -> throw new IllegalArgumentException("not understood: '" + word + "'");
                }
            }
        }
    }
}
