package org.nftrace.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.LinkAddress.Scope;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Reads `docker network inspect`: of each bridge network, the bridge and the host's address on it.
///
/// The containers' addresses are not the host's, and are passed over.
final class DockerReader {
    private static final String NAME_OPTION = "com.docker.network.bridge.name";
    private static final String DEFAULT_NETWORK = "bridge";
    private static final String DEFAULT_BRIDGE = "docker0";
    private static final int SHORT_ID = 12;
    // What these make is not in the host's network namespace, or has no address there.
    private static final Set<String> WITHOUT_BRIDGE = Set.of("host", "null", "none", "macvlan", "ipvlan", "overlay");

    private final LinkListing listing = new LinkListing();
    private final JsonValues values;
    private final Complaints complaints;

    private DockerReader(Complaints complaints) {
        this.values = new JsonValues(complaints);
        this.complaints = complaints;
    }

    static boolean isOne(Json element) {
        return element.has("Driver") && element.has("IPAM");
    }

    static Host read(List<Json> networks, Complaints complaints) {
        var reader = new DockerReader(complaints);
        networks.forEach(reader::readNetwork);
        return reader.listing.host();
    }

    private void readNetwork(Json network) {
        String driver = network.text("Driver").orElse("");
        if (driver.equals("bridge")) {
            bridgeName(network).ifPresent(name -> readBridge(name, network));
        } else if (!WITHOUT_BRIDGE.contains(driver)) {
            var place = network.get("Driver").orElse(network).span();
            complaints.note(place, "unknown network driver '" + driver + "': nothing is concluded from this network");
        }
    }

    private Optional<String> bridgeName(Json network) {
        var given = network.get("Options").flatMap(o -> o.text(NAME_OPTION));
        if (given.isPresent()) {
            return given;
        }
        if (network.text("Name").filter(DEFAULT_NETWORK::equals).isPresent()) {
            return Optional.of(DEFAULT_BRIDGE);
        }
        var id = network.text("Id").filter(i -> i.length() >= SHORT_ID);
        if (id.isEmpty()) {
            complaints.error(
                    network.span(), "an \"Id\" was expected, after whose first 12 characters the bridge is named");
        }
        return id.map(i -> "br-" + i.substring(0, SHORT_ID));
    }

    private void readBridge(String name, Json network) {
        LinkDraft link = listing.link(name);
        link.kind = Optional.of("bridge");
        network.get("IPAM").ifPresent(ipam -> ipam.list("Config").forEach(c -> readAddress(link, c)));
    }

    private void readAddress(LinkDraft link, Json config) {
        var subnet = values.prefix(config, "Subnet");
        if (subnet.isEmpty()) {
            return;
        }
        // Docker before 1.11 wrote the gateway with the length of its subnet.
        var gateway = values.prefix(config, "Gateway").map(Prefix::address);
        Address own = gateway.orElseGet(() -> firstFree(config, subnet.get()));
        if (gateway.isEmpty()) {
            complaints.note(
                    config.span(),
                    "no \"Gateway\": taken to be " + own + " on " + link.name
                            + ", the first address that Docker finds free");
        }
        Optional<Address> broadcast = own.isV4() ? Optional.of(subnet.get().last()) : Optional.empty();
        link.addresses.add(new LinkAddress(own, subnet.get(), broadcast, Scope.GLOBAL, false, false, false));
    }

    private Address firstFree(Json config, Prefix subnet) {
        var range = values.prefix(config, "IPRange").map(Prefix::network).filter(subnet::contains);
        Address start = range.map(Prefix::address).orElse(subnet.first());
        return start.equals(subnet.first()) ? start.next() : start;
    }
}
