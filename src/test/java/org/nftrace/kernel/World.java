package org.nftrace.kernel;

import java.util.List;
import java.util.Optional;

/// A host and what is around it, as its sample or test describes it; see [WorldReader] for the text form.
///
/// Peers have no network stack of their own: they are addresses behind a link, whose frames a test sends and receives.
/// So they never answer unless the test does, and no packet waits for a neighbour.
public record World(
        List<Link> links,
        List<Peer> peers,
        List<Setting> sysctls,
        List<String> routes,
        List<String> rules,
        List<Listener> listeners) {

    public World {
        links = List.copyOf(links);
        peers = List.copyOf(peers);
        sysctls = List.copyOf(sysctls);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        listeners = List.copyOf(listeners);
    }

    /// A network interface of the host. Addresses have their prefix length: `10.254.10.252/24`, and their scope where
    /// that is not global: `10.9.0.1/24 scope link`.
    public sealed interface Link {
        String name();

        String mac();

        List<String> addresses();
    }

    /// `link ens192 address 10.254.10.252/24`: one end of a cable whose other end is outside.
    public record Cable(String name, String mac, List<String> addresses) implements Link {
        public Cable {
            addresses = List.copyOf(addresses);
        }
    }

    /// `bridge docker1 address 172.20.0.1/24`
    public record Bridge(String name, String mac, List<String> addresses) implements Link {
        public Bridge {
            addresses = List.copyOf(addresses);
        }
    }

    /// `port vethr of docker1 hairpin`: a cable that is plugged into a bridge.
    public record Port(String name, String mac, String bridge, boolean hairpin) implements Link {
        @Override
        public List<String> addresses() {
            return List.of();
        }
    }

    /// `peer radius at vethr address 172.20.0.4`: somebody at the other end of a cable.
    public record Peer(String name, String mac, String link, List<String> addresses) {
        public Peer {
            addresses = List.copyOf(addresses);
        }
    }

    /// `sysctl net.ipv4.ip_forward = 1`
    public record Setting(String name, String value) {}

    /// `listen udp 1812`: a port of the host where somebody listens (and says nothing).
    public record Listener(String protocol, int port) {}

    public Link link(String name) {
        return links.stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no link " + name));
    }

    /// The interface where the host has its address towards this link: the bridge, when the link is a port.
    public Link layer3(String name) {
        return switch (link(name)) {
            case Port port -> link(port.bridge());
            case Bridge bridge -> bridge;
            case Cable cable -> cable;
        };
    }

    public boolean hasBridge() {
        return links.stream().anyMatch(Bridge.class::isInstance);
    }

    /// The peer that a packet by this link comes from when the test does not say whose it is.
    public Optional<Peer> peerAt(String link) {
        return peers.stream().filter(peer -> peer.link().equals(link)).findFirst();
    }

    public Optional<Peer> peerWith(String address) {
        return peers.stream().filter(peer -> peer.addresses().contains(address)).findFirst();
    }
}
