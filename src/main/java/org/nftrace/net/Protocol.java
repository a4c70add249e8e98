package org.nftrace.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The transport protocols that have names in rules: the IANA protocol numbers, spelled as `nft` prints them.
///
/// nft calls the IPv6 ones `ipv6-icmp`, as /etc/protocols does; iptables also accepts `icmpv6` and `ipv6-icmp`.
public enum Protocol {
    HOPOPT(0, "ip"),
    ICMP(1, "icmp"),
    IGMP(2, "igmp"),
    IPIP(4, "ipencap"),
    TCP(6, "tcp"),
    UDP(17, "udp"),
    DCCP(33, "dccp"),
    IPV6(41, "ipv6"),
    GRE(47, "gre"),
    ESP(50, "esp"),
    AH(51, "ah"),
    ICMPV6(58, "ipv6-icmp"),
    COMP(108, "comp"),
    SCTP(132, "sctp"),
    UDPLITE(136, "udplite");

    // A packet is asked for its protocol time and again.
    private static final List<Optional<Protocol>> BY_NUMBER = byNumber();

    private final int number;
    private final String label;

    Protocol(int number, String label) {
        this.number = number;
        this.label = label;
    }

    public int number() {
        return number;
    }

    /// {@return the name as nft prints it}
    public String label() {
        return label;
    }

    /// {@return whether the header begins with a source and a destination port}
    public boolean hasPorts() {
        return this == TCP || this == UDP || this == DCCP || this == SCTP || this == UDPLITE;
    }

    private static List<Optional<Protocol>> byNumber() {
        var all = new ArrayList<>(Collections.nCopies(256, Optional.<Protocol>empty()));
        for (Protocol protocol : values()) {
            all.set(protocol.number, Optional.of(protocol));
        }
        return List.copyOf(all);
    }

    public static Optional<Protocol> of(int number) {
        return number >= 0 && number < BY_NUMBER.size() ? BY_NUMBER.get(number) : Optional.empty();
    }
}
