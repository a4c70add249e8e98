package org.nftrace.host;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.LinkAddress.Scope;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Reads what stands behind `inet` or `inet6` (ip-address(8); print_addrinfo() in iproute2's ip/ipaddress.c):
///
///     inet 10.9.0.1 peer 10.9.0.2/30 brd 10.9.0.3 scope global secondary noprefixroute eth0
final class AddressReader {
    private final Words words;
    private Optional<Prefix> peer = Optional.empty();
    private Optional<Address> broadcast = Optional.empty();
    private Scope scope = Scope.GLOBAL;
    private final Set<String> flags = new HashSet<>();

    private AddressReader(Words words) {
        this.words = words;
    }

    static Optional<LinkAddress> read(Words words) {
        return new AddressReader(words).read();
    }

    private Optional<LinkAddress> read() {
        Optional<Prefix> own = words.prefix();
        while (own.isPresent() && words.hasNext()) {
            readAttribute();
        }
        return own.map(this::address);
    }

    private void readAttribute() {
        switch (words.next().text()) {
            case "peer" -> peer = words.prefix();
            case "brd" -> broadcast = words.address();
            case "any", "metric", "proto" -> words.next();
            case "scope" -> scope = scopeOf(words.text("a scope"));
            case String flag -> flags.add(flag);
        }
    }

    private LinkAddress address(Prefix own) {
        return of(own, peer, broadcast, scope, flags);
    }

    static LinkAddress of(
            Prefix own, Optional<Prefix> peer, Optional<Address> broadcast, Scope scope, Set<String> flags) {
        return new LinkAddress(
                own.address(),
                peer.orElse(own),
                broadcast,
                scope,
                // IPv6 calls its temporary addresses so, too, which are chosen like any other (RFC 8981).
                own.address().isV4() && flags.contains("secondary"),
                flags.contains("noprefixroute"),
                flags.contains("tentative"));
    }

    static Scope scopeOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "host", "nowhere" -> Scope.HOST;
            case "link" -> Scope.LINK;
            case "site" -> Scope.SITE;
            case String _ -> Scope.GLOBAL;
        };
    }
}
