package org.nftrace.iptables.listing;

import java.util.List;
import java.util.stream.Stream;

/// How `iptables -L` words matches, from iptables 1.2 to 1.8, with and without `-n`.
final class MatchPhrases {
    static final List<Phrase> ALL = Stream.of(
                    TransportPhrases.all(),
                    ConnectionPhrases.all(),
                    HeaderPhrases.all(),
                    RatePhrases.all(),
                    HostPhrases.all())
            .flatMap(List::stream)
            .toList();

    private MatchPhrases() {}
}
