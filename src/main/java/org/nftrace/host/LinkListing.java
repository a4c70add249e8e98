package org.nftrace.host;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Links as they are met in a listing, and what the listing shows of its own wholeness.
///
/// `ip addr` lists everything; `ip -4 addr` leaves out the other version and, with it, the lines `link/ether …`;
/// `ip addr show dev eth0` leaves out lo; `ip link` has no addresses. Nothing else tells these apart.
final class LinkListing {
    private final Map<String, LinkDraft> links = new LinkedHashMap<>();
    private boolean withLinkLayer;
    private boolean withoutAddresses;
    private boolean misses;

    /// Notes that something was not understood, so that what is not in the listing may be there all the same.
    void miss() {
        misses = true;
    }

    LinkDraft link(String name) {
        return links.computeIfAbsent(name, LinkDraft::new);
    }

    /// Notes that the listing has lines `link/ether …`.
    void hasLinkLayer() {
        withLinkLayer = true;
    }

    /// Notes that the listing is one of `ip link` or `bridge link`.
    void hasNoAddresses() {
        withoutAddresses = true;
    }

    Host host() {
        List<Link> all = new ArrayList<>();
        links.values().forEach(l -> all.add(l.link()));
        var told = new Told(isWhole(), addressesTold(), Set.of(), Set.of());
        return Host.UNKNOWN.withLinks(all, told);
    }

    private boolean isWhole() {
        return withLinkLayer && !misses && links.containsKey("lo");
    }

    private Set<Version> addressesTold() {
        var told = EnumSet.noneOf(Version.class);
        LinkDraft lo = links.get("lo");
        if (lo == null || withoutAddresses || misses) {
            return told;
        }
        for (Version version : Version.values()) {
            if (withLinkLayer || lo.addresses.stream().anyMatch(a -> Version.of(a.address()) == version)) {
                told.add(version);
            }
        }
        return told;
    }
}
