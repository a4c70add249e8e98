package org.nftrace.kernel.generate;

/// What one rule speaks of, so that its conditions do not exclude each other from the start: nft refuses such rules.
///
/// @param protocol `tcp`, `udp`, `icmp` (or ICMPv6), `sctp`, `udplite`
record Theme(boolean v6, String protocol) {

    static Theme choose(Chance chance, Spot spot) {
        var v6 = switch (spot.family()) {
            case "ip" -> false;
            case "ip6" -> true;
            default -> chance.percent(30);
        };
        var protocol =
                chance.percent(45) ? "tcp" : chance.percent(70) ? "udp" : chance.of("icmp", "icmp", "sctp", "udplite");
        return new Theme(v6, protocol);
    }

    String ip() {
        return v6 ? "ip6" : "ip";
    }

    /// {@return the protocol that has ports and is meant, or `th` where it has none}
    String ports() {
        return protocol.equals("icmp") ? "th" : protocol;
    }

    /// {@return the protocol's name in `meta l4proto`}
    String number() {
        return protocol.equals("icmp") && v6 ? "ipv6-icmp" : protocol;
    }
}
