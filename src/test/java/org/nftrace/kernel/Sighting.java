package org.nftrace.kernel;

import java.util.Optional;

/// The packet as it is in a base chain, after the statements of the first rule there that matched.
///
/// @param ends `SADDR:SPORT->DADDR:DPORT`, without ports where the protocol has none or the fragment shows none
public record Sighting(
        String family, String table, String chain, Optional<String> in, Optional<String> out, String ends) {

    static Optional<Sighting> of(Event event, Event.Seen seen) {
        return seen.headers()
                .map(headers -> new Sighting(
                        event.family(), event.table(), event.chain(), seen.in(), seen.out(), ends(headers)));
    }

    private static String ends(Headers headers) {
        return switch (headers.layer4()) {
            case Headers.Tcp tcp -> ends(headers, ":" + tcp.sport(), ":" + tcp.dport());
            case Headers.Ports ports -> ends(headers, ":" + ports.sport(), ":" + ports.dport());
            case Headers.Icmp _, Headers.Opaque _ -> ends(headers, "", "");
        };
    }

    private static String ends(Headers headers, String sport, String dport) {
        return headers.source() + sport + "->" + headers.destination() + dport;
    }

    @Override
    public String toString() {
        return "%s %s %s: %s %s %s".formatted(family, table, chain, in.orElse("-"), out.orElse("-"), ends);
    }
}
