package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.host.Host;
import org.nftrace.host.Link;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Surroundings.Finding;

/// The host's bridges and their ports, as far as they were told.
final class Bridges {
    private static final String BRIDGE = "bridge";

    private final Host host;
    private final Set<String> names;

    Bridges(Host host) {
        this.host = host;
        this.names = links().stream()
                .filter(link -> link.kind().filter(BRIDGE::equals).isPresent())
                .map(Link::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Link> links() {
        return host.links().orElse(List.of());
    }

    /// {@return the bridges that were told of}
    Set<String> names() {
        return names;
    }

    boolean isBridge(String name) {
        return names.contains(name);
    }

    /// {@return the bridge that the interface is a port of}
    Optional<String> bridgeOf(String port) {
        return host.link(port).flatMap(Link::master).filter(this::isBridge);
    }

    List<Link> ports(String bridge) {
        return links().stream()
                .filter(link -> link.master().equals(Optional.of(bridge)))
                .toList();
    }

    /// {@return whether a frame to this address is for the bridge itself and not for another port}
    boolean isOwn(String bridge, long mac) {
        return links().stream()
                .filter(link -> link.name().equals(bridge) || link.master().equals(Optional.of(bridge)))
                .anyMatch(link -> link.mac().equals(OptionalLong.of(mac)));
    }

    /// {@return whether the hooks of ip (or ip6) run inside those of the bridge: br_netfilter is loaded and not
    /// switched off}
    Finding<Boolean> callsIp(boolean v4) {
        String name = v4 ? "net.bridge.bridge-nf-call-iptables" : "net.bridge.bridge-nf-call-ip6tables";
        if (host.sysctls().isEmpty()) {
            return Finding.assumed(true, new Assumption.Sysctl(name, "1", Ground.KERNEL_DEFAULT));
        }
        String value = host.sysctls().get(name);
        return Finding.known(value != null && !value.strip().equals("0"));
    }
}
