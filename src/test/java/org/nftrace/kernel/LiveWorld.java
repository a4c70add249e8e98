package org.nftrace.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A [World] that exists: the host in one network namespace, the far ends of all its cables in another.
///
/// Neighbours and bridge forwarding entries are permanent, and the host's own rate limits on ICMP are lifted, so that
/// what a packet meets never depends on what was sent a moment ago.
public final class LiveWorld implements AutoCloseable {

    /// Said before any link exists, so that the links take it over.
    private static final List<World.Setting> CALM = List.of(
            new World.Setting("net.ipv6.conf.default.accept_dad", "0"),
            new World.Setting("net.ipv6.conf.default.router_solicitations", "0"),
            new World.Setting("net.ipv4.icmp_ratelimit", "0"),
            new World.Setting("net.ipv4.icmp_msgs_per_sec", "100000"),
            new World.Setting("net.ipv6.icmp.ratelimit", "0"));

    private final World world;
    private final Namespace host;
    private final Namespace outside;
    private final List<Closeable> listeners = new ArrayList<>();
    private final Map<Integer, String> hostLinks = new HashMap<>();
    private final Map<Integer, String> farEnds = new HashMap<>();
    private final Map<String, String> hostFiles = new LinkedHashMap<>();

    private LiveWorld(World world, Namespace host, Namespace outside) {
        this.world = world;
        this.host = host;
        this.outside = outside;
    }

    public static LiveWorld create(World world) throws IOException {
        var host = Namespace.create("host");
        Namespace outside;
        try {
            outside = Namespace.create("outside");
        } catch (IOException e) {
            host.close();
            throw e;
        }
        var live = new LiveWorld(world, host, outside);
        try {
            live.furnish();
        } catch (IOException | RuntimeException | Error e) {
            live.close();
            throw e;
        }
        return live;
    }

    public World world() {
        return world;
    }

    public Namespace host() {
        return host;
    }

    public Namespace outside() {
        return outside;
    }

    /// {@return the host's interface with this index, or its number if there is none}
    public String hostLink(int index) {
        return hostLinks.getOrDefault(index, String.valueOf(index));
    }

    /// The cables by the index of their far ends.
    public Map<Integer, String> farEnds() {
        return Map.copyOf(farEnds);
    }

    /// What a user of such a host would hand over beside the rules, by the command that prints it. None of it changes.
    public Map<String, String> hostFiles() throws IOException {
        if (hostFiles.isEmpty()) {
            hostFiles.putAll(askHost());
        }
        return hostFiles;
    }

    private Map<String, String> askHost() throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put("ip-addr", host.run("", "ip", "addr"));
        files.put("ip-route", host.run("", "ip", "route", "show", "table", "all"));
        files.put("ip-rule", host.run("", "ip", "rule"));
        files.put("ip-6-rule", host.run("", "ip", "-6", "rule"));
        files.put("ip-link", host.run("", "ip", "-d", "link"));
        files.put("sysctl", host.inside(LiveWorld::sysctls));
        return files;
    }

    // As `sysctl -a -r` prints them, which looks at thousands of files to find these.
    private static String sysctls() throws IOException {
        var wanted = Pattern.compile(
                "ip_forward$|forwarding|rp_filter|route_localnet|accept_local|send_redirects|bridge-nf|conntrack_(tcp_loose|check)");
        var lines = new TreeSet<String>();
        for (var folder : List.of("bridge", "ipv4", "ipv4/conf", "ipv6/conf", "netfilter")) {
            var root = Path.of("/proc/sys/net", folder);
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (var files = Files.walk(root, folder.endsWith("conf") ? 2 : 1)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var name = Path.of("/proc/sys").relativize(file).toString().replace('/', '.');
                    if (wanted.matcher(name).find()) {
                        lines.add(name + " = " + Files.readString(file).strip());
                    }
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    @Override
    public void close() throws IOException {
        for (var listener : listeners) {
            listener.close();
        }
        host.close();
        outside.close();
    }

    private void furnish() throws IOException {
        outside.set("net.ipv6.conf.default.disable_ipv6", "1");
        set(CALM);
        set(world.sysctls().stream().filter(setting -> !namesALink(setting)).toList());
        host.run(hostBatch(), "ip", "-batch", "-");
        outside.run(outsideBatch(), "ip", "-batch", "-");
        if (world.hasBridge()) {
            host.run(forwardingEntries(), "bridge", "-batch", "-");
        }
        set(world.sysctls().stream().filter(this::namesALink).toList());
        addRoutes();
        for (var listener : world.listeners()) {
            listeners.add(host.inside(() -> listen(listener)));
        }
        hostLinks.put(host.interfaceIndex("lo"), "lo");
        for (var link : world.links()) {
            hostLinks.put(host.interfaceIndex(link.name()), link.name());
            if (!(link instanceof World.Bridge)) {
                farEnds.put(outside.interfaceIndex(link.name()), link.name());
            }
        }
    }

    private void set(List<World.Setting> settings) throws IOException {
        for (var setting : settings) {
            host.set(setting.name(), setting.value());
        }
    }

    private boolean namesALink(World.Setting setting) {
        return world.links().stream().anyMatch(link -> setting.name().contains("." + link.name() + "."));
    }

    private String hostBatch() {
        var batch = new ArrayList<String>();
        batch.add("link set lo up");
        for (var link : world.links()) {
            var named = "link add name " + link.name() + " address " + link.mac();
            var cable = named + " type veth peer name " + link.name() + " netns " + outside.path();
            switch (link) {
                case World.Cable _ -> batch.add(cable);
                case World.Bridge _ -> batch.add(named + " type bridge");
                case World.Port port -> {
                    batch.add(cable);
                    batch.add("link set " + port.name() + " master " + port.bridge());
                    batch.add("link set " + port.name() + " type bridge_slave hairpin "
                            + (port.hairpin() ? "on" : "off"));
                }
            }
            batch.add("link set " + link.name() + " up");
            for (var address : link.addresses()) {
                batch.add("address add " + address + (address.contains(":") ? "" : " broadcast +") + " dev "
                        + link.name());
            }
        }
        for (var peer : world.peers()) {
            var device = world.layer3(peer.link()).name();
            for (var address : peer.addresses()) {
                batch.add("neighbour add " + address + " lladdr " + peer.mac() + " dev " + device + " nud permanent");
            }
        }
        return String.join("\n", batch) + "\n";
    }

    private String outsideBatch() {
        var batch = new StringBuilder();
        for (var link : world.links()) {
            if (!(link instanceof World.Bridge)) {
                batch.append("link set ").append(link.name()).append(" up\n");
            }
        }
        return batch.toString();
    }

    private String forwardingEntries() {
        var batch = new StringBuilder();
        for (var peer : world.peers()) {
            if (world.link(peer.link()) instanceof World.Port port) {
                batch.append("fdb replace ").append(peer.mac()).append(" dev ").append(port.name());
                batch.append(" master static\n");
            }
        }
        return batch.toString();
    }

    private void addRoutes() throws IOException {
        var batches = Map.of("-4", new StringBuilder(), "-6", new StringBuilder());
        world.rules().forEach(rule -> batches.get(family(rule)).append("rule add " + bare(rule) + "\n"));
        world.routes().forEach(route -> batches.get(family(route)).append("route add " + bare(route) + "\n"));
        for (var batch : batches.entrySet()) {
            if (!batch.getValue().isEmpty()) {
                host.run(batch.getValue().toString(), "ip", batch.getKey(), "-batch", "-");
            }
        }
    }

    private static String family(String line) {
        return line.contains(":") || line.startsWith("-6 ") ? "-6" : "-4";
    }

    private static String bare(String line) {
        return line.startsWith("-6 ") ? line.substring(3) : line;
    }

    private static Closeable listen(World.Listener listener) throws IOException {
        return switch (listener.protocol()) {
            case "udp" -> new DatagramSocket(listener.port());
            case "tcp" -> new ServerSocket(listener.port());
            default -> throw new IllegalArgumentException("nobody listens on " + listener.protocol());
        };
    }
}
