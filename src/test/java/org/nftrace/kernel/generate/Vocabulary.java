package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.kernel.World;

/// The addresses, ports and names that rules and packets of one scenario share.
record Vocabulary(World world, List<Integer> ports, List<Integer> marks) {

    private static final List<Integer> PORTS = List.of(22, 53, 80, 443, 1812, 5353, 8080, 40000, 40001);
    private static final List<Integer> MARKS = List.of(1, 2, 7, 16, 255);

    Vocabulary {
        ports = List.copyOf(ports);
        marks = List.copyOf(marks);
    }

    static Vocabulary of(World world) {
        return new Vocabulary(world, PORTS, MARKS);
    }

    Vocabulary withPorts(List<Integer> others) {
        return new Vocabulary(world, others, marks);
    }

    /// {@return the host's own addresses, without their prefix lengths}
    List<String> own(boolean v6) {
        return links().flatMap(link -> link.addresses().stream())
                .filter(address -> isV6(address) == v6)
                .map(Vocabulary::bare)
                .toList();
    }

    List<String> peers(boolean v6) {
        return world.peers().stream()
                .flatMap(peer -> peer.addresses().stream())
                .filter(address -> isV6(address) == v6)
                .toList();
    }

    /// Somewhere behind a route.
    List<String> remote(boolean v6) {
        return v6
                ? List.of("2001:db8:9::9", "2001:db8:6::6", "2001:db8:7::7")
                : List.of("198.51.100.9", "203.0.113.6", "192.0.2.7");
    }

    /// Addresses that a rule asks for: mostly those that packets have.
    List<String> asked(boolean v6) {
        var all = new ArrayList<String>();
        all.addAll(own(v6));
        all.addAll(peers(v6));
        all.addAll(remote(v6));
        return all;
    }

    /// Networks that do not overlap each other.
    List<String> networks(boolean v6) {
        var all = new ArrayList<String>();
        links().flatMap(link -> link.addresses().stream())
                .filter(address -> isV6(address) == v6)
                .map(address -> network(address.split(" ")[0]))
                .distinct()
                .forEach(all::add);
        remote(v6).forEach(address -> all.add(network(address + (v6 ? "/64" : "/24"))));
        return all;
    }

    List<String> cables() {
        return links().filter(link -> !(link instanceof World.Bridge))
                .map(World.Link::name)
                .toList();
    }

    List<String> ports(String bridge) {
        return links().filter(
                        link -> link instanceof World.Port port && port.bridge().equals(bridge))
                .map(World.Link::name)
                .toList();
    }

    /// Interfaces that ip chains see: bridges, and cables that are no ports.
    List<String> interfaces() {
        return links().filter(link -> !(link instanceof World.Port))
                .map(World.Link::name)
                .toList();
    }

    List<String> bridgePorts() {
        return links().filter(World.Port.class::isInstance)
                .map(World.Link::name)
                .toList();
    }

    static boolean isV6(String address) {
        return address.contains(":");
    }

    private Stream<World.Link> links() {
        return world.links().stream();
    }

    private static String bare(String address) {
        return address.substring(0, address.indexOf('/'));
    }

    /// All networks here end where a dot or a double colon stands.
    private static String network(String address) {
        var host = bare(address);
        return isV6(address)
                ? host.substring(0, host.indexOf("::")) + "::/64"
                : host.substring(0, host.lastIndexOf('.')) + ".0/24";
    }
}
