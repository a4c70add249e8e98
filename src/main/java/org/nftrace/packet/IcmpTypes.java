package org.nftrace.packet;

import java.util.Map;

/// The names of ICMP and ICMPv6 types: nft's (nft(8), `nft describe icmp type`), and iptables' where they differ
/// (`iptables -p icmp -h`).
final class IcmpTypes {
    static final Map<String, Long> V4 = Map.ofEntries(
            Map.entry("echo-reply", 0L),
            Map.entry("pong", 0L),
            Map.entry("destination-unreachable", 3L),
            Map.entry("source-quench", 4L),
            Map.entry("redirect", 5L),
            Map.entry("echo-request", 8L),
            Map.entry("ping", 8L),
            Map.entry("router-advertisement", 9L),
            Map.entry("router-solicitation", 10L),
            Map.entry("time-exceeded", 11L),
            Map.entry("ttl-exceeded", 11L),
            Map.entry("parameter-problem", 12L),
            Map.entry("timestamp-request", 13L),
            Map.entry("timestamp-reply", 14L),
            Map.entry("info-request", 15L),
            Map.entry("info-reply", 16L),
            Map.entry("address-mask-request", 17L),
            Map.entry("address-mask-reply", 18L));

    static final Map<String, Long> V6 = Map.ofEntries(
            Map.entry("destination-unreachable", 1L),
            Map.entry("packet-too-big", 2L),
            Map.entry("time-exceeded", 3L),
            Map.entry("ttl-exceeded", 3L),
            Map.entry("parameter-problem", 4L),
            Map.entry("echo-request", 128L),
            Map.entry("ping", 128L),
            Map.entry("echo-reply", 129L),
            Map.entry("pong", 129L),
            Map.entry("mld-listener-query", 130L),
            Map.entry("mld-listener-report", 131L),
            Map.entry("mld-listener-done", 132L),
            Map.entry("mld-listener-reduction", 132L),
            Map.entry("nd-router-solicit", 133L),
            Map.entry("router-solicitation", 133L),
            Map.entry("nd-router-advert", 134L),
            Map.entry("router-advertisement", 134L),
            Map.entry("nd-neighbor-solicit", 135L),
            Map.entry("neighbor-solicitation", 135L),
            Map.entry("neighbour-solicitation", 135L),
            Map.entry("nd-neighbor-advert", 136L),
            Map.entry("neighbor-advertisement", 136L),
            Map.entry("neighbour-advertisement", 136L),
            Map.entry("nd-redirect", 137L),
            Map.entry("redirect", 137L),
            Map.entry("router-renumbering", 138L),
            Map.entry("ind-neighbor-solicit", 141L),
            Map.entry("ind-neighbor-advert", 142L),
            Map.entry("mld2-listener-report", 143L));

    private IcmpTypes() {}
}
