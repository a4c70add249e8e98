package org.nftrace.kernel;

/// The worlds that several tests use.
final class Worlds {

    /// A router between two networks, with both families and no bridge.
    static final World HOST = WorldReader.read("""
        link eth0 address 10.1.0.1/24 address fd00:1::1/64
        link eth1 address 10.2.0.1/24 address fd00:2::1/64
        peer left at eth0 address 10.1.0.9 address fd00:1::9
        peer right at eth1 address 10.2.0.9 address fd00:2::9
        sysctl net.ipv4.ip_forward = 1
        sysctl net.ipv6.conf.all.forwarding = 1
        """);

    /// The same with two containers behind a bridge.
    static final World BRIDGE = WorldReader.read("""
        link eth0 address 10.1.0.1/24 address fd00:1::1/64
        bridge br0 address 172.18.0.1/24 address fd00:18::1/64
        port veth2 of br0
        port veth3 of br0
        peer left at eth0 address 10.1.0.9 address fd00:1::9
        peer web at veth2 address 172.18.0.2 address fd00:18::2
        peer db at veth3 address 172.18.0.3 address fd00:18::3
        sysctl net.ipv4.ip_forward = 1
        sysctl net.ipv6.conf.all.forwarding = 1
        sysctl net.bridge.bridge-nf-call-iptables = 1
        sysctl net.bridge.bridge-nf-call-ip6tables = 1
        """);

    private Worlds() {}
}
