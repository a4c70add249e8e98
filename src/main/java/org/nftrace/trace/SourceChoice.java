package org.nftrace.trace;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nftrace.host.Host;
import org.nftrace.host.Link;
import org.nftrace.host.LinkAddress;
import org.nftrace.host.LinkAddress.Scope;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Which of its IPv6 addresses the host takes for a source: `masquerade` (RFC 6724, section 5; ipv6_dev_get_saddr in
/// net/ipv6/addrconf.c).
///
/// Addresses that are out of favour or temporary are not told apart: `ip addr` says so of none that a server has.
final class SourceChoice {
    private static final int LINK_SCOPE = 2;
    private static final int GLOBAL_SCOPE = 14;
    private static final int NO_SCOPE = -1;

    /// RFC 6724, section 2.1, and the two that Linux adds (net/ipv6/addrlabel.c); longer prefixes first.
    private static final List<Label> LABELS = List.of(
            Label.of("::1/128", 0),
            Label.of("::ffff:0:0/96", 4),
            Label.of("::/96", 3),
            Label.of("2001::/32", 6),
            Label.of("2001:10::/28", 7),
            Label.of("3ffe::/16", 12),
            Label.of("2002::/16", 2),
            Label.of("fec0::/10", 11),
            Label.of("fc00::/7", 5),
            Label.of("::/0", 1));

    private final Address destination;
    private final String out;

    private record Label(Prefix prefix, int number) {
        static Label of(String prefix, int number) {
            return new Label(Prefix.parse(prefix).orElseThrow(), number);
        }
    }

    private record Candidate(LinkAddress address, boolean isOnTheWay) {}

    private SourceChoice(Address destination, String out) {
        this.destination = destination;
        this.out = out;
    }

    /// @param whole whether the addresses of all interfaces are told, and not only those of `out`
    static Optional<Address> towards(Address destination, String out, Host host, boolean whole) {
        return new SourceChoice(destination, out).best(host.links().orElse(List.of()), whole);
    }

    private Optional<Address> best(List<Link> links, boolean whole) {
        boolean near = destination.isMulticast() || scope(destination) <= LINK_SCOPE;
        Comparator<Candidate> order = Comparator.<Candidate, Boolean>comparing(this::isItself)
                .thenComparing(this::nearness)
                .thenComparing(Candidate::isOnTheWay)
                .thenComparing(this::hasLabel)
                .thenComparing(this::common);
        return links.stream()
                .filter(link -> link.name().equals(out) || whole && !near)
                .flatMap(link -> link.addresses().stream()
                        .map(a -> new Candidate(a, link.name().equals(out))))
                .filter(c -> !c.address().isV4() && !c.address().tentative())
                .reduce((best, next) -> order.compare(next, best) > 0 ? next : best)
                .map(c -> c.address().address());
    }

    private boolean isItself(Candidate candidate) {
        return candidate.address().address().equals(destination);
    }

    // The narrowest scope that reaches the destination, else the widest.
    private int nearness(Candidate candidate) {
        int own = candidate.address().scope() == Scope.GLOBAL ? GLOBAL_SCOPE : LINK_SCOPE;
        return own >= scope(destination) ? -own : own - 128;
    }

    // __ipv6_addr_type(): the loopback address counts as one of a link, and nowhere is nearer than all.
    private static int scope(Address address) {
        if (address.isUnspecified()) {
            return NO_SCOPE;
        }
        if (address.isMulticast()) {
            return address.groupScope();
        }
        return address.isLinkLocal() || address.isLoopback() ? LINK_SCOPE : GLOBAL_SCOPE;
    }

    private boolean hasLabel(Candidate candidate) {
        return label(candidate.address().address()) == label(destination);
    }

    private static int label(Address address) {
        return LABELS.stream()
                .filter(label -> label.prefix().contains(address))
                .findFirst()
                .map(Label::number)
                .orElseThrow();
    }

    private int common(Candidate candidate) {
        LinkAddress own = candidate.address();
        return Math.min(own.address().commonBits(destination), own.subnet().length());
    }
}
