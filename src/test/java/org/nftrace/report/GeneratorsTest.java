package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nftrace.report.Generators.Generator;

/// Table and chain as the programs name them, or `#` and a rule's comment, and what is told of it.
class GeneratorsTest {
    private static final String NAMES = """
        nat DOCKER                                                       => Docker: published ports
        filter DOCKER-USER                                               => Docker: your own rules, asked before Docker's
        filter DOCKER-ISOLATION-STAGE-2                                  => Docker: networks kept apart
        filter DOCKER-FORWARD                                            => Docker: forwarding
        filter DOCKER-CT                                                 => Docker: connections that are known
        filter DOCKER-BRIDGE                                             => Docker: to the containers, by bridge
        filter DOCKER-INTERNAL                                           => Docker: internal networks
        nat DOCKER-INGRESS                                               => Docker: published ports of the swarm
        nat DOCKER_OUTPUT                                                => Docker: name service of a container
        docker-bridges filter-forward-in__br-lan                         => Docker: into bridge br-lan
        docker-bridges filter-forward-out__docker0                       => Docker: out of bridge docker0
        docker-bridges nat-postrouting-out__docker0                      => Docker: masquerade of bridge docker0
        docker-bridges nat-prerouting-and-output                         => Docker: published ports
        docker-bridges raw-PREROUTING                                    => Docker: no way in past the published ports
        docker-bridges filter-FORWARD                                    => Docker
        firewalld filter_IN_policy_lan-to-host_allow                     => firewalld: policy lan-to-host, allow
        firewalld filter_FWD_policy_lan-to-host                          => firewalld: policy lan-to-host
        firewalld nat_POSTROUTING_ZONES                                  => firewalld: which zone it is
        firewalld filter_INPUT_POLICIES_pre                              => firewalld: which policies there are
        firewalld filter_IN_public_allow                                 => firewalld: zone public, allow
        firewalld filter_IN_my_zone_deny                                 => firewalld: zone my_zone, deny
        firewalld nat_POST_public                                        => firewalld: zone public
        firewalld filter_INPUT                                           => firewalld
        filter FORWARD_IN_ZONES_SOURCE                                   => firewalld: which zone it is
        filter INPUT_POLICIES_post                                       => firewalld: which policies there are
        filter INPUT_direct                                              => firewalld: direct rules
        filter IN_policy_lan-to-host_log                                 => firewalld: policy lan-to-host, log
        filter FWDI_home_allow                                           => firewalld: zone home, allow
        filter IN_public                                                 => firewalld: zone public
        filter ufw-user-limit-accept                                     => ufw: limited rules
        filter ufw-user-logging-input                                    => ufw: logging
        filter ufw6-user-input                                           => ufw: user rules
        filter ufw-after-logging-forward                                 => ufw: logging
        filter ufw-logging-deny                                          => ufw: logging
        filter ufw6-before-input                                         => ufw: before6.rules
        filter ufw-track-output                                          => ufw: new connections
        filter ufw-skip-to-policy-input                                  => ufw: default policy
        filter ufw-not-local                                             => ufw: not for this host
        nat KUBE-SERVICES                                                => kube-proxy: services
        filter KUBE-EXTERNAL-SERVICES                                    => kube-proxy: services, from outside
        nat KUBE-NODEPORTS                                               => kube-proxy: node ports
        nat KUBE-SVC-NPX46M4PTMTKRN6Y                                    => kube-proxy: a service, picks an endpoint
        nat KUBE-SEP-CNFEEJ5EFGXWXPZ7                                    => kube-proxy: an endpoint of a service
        nat KUBE-EXT-NPX46M4PTMTKRN6Y                                    => kube-proxy: a service, from outside
        filter KUBE-PROXY-FIREWALL                                       => kube-proxy: source ranges of a load balancer
        nat KUBE-POSTROUTING                                             => kube-proxy: masquerade
        nat KUBE-MARK-MASQ                                               => kube-proxy: mark for masquerade
        nat KUBE-MARK-DROP                                               => kube-proxy: mark to drop
        filter KUBE-FORWARD                                              => kube-proxy: forwarding
        filter KUBE-FIREWALL                                             => kubelet: no packets from outside to 127.0.0.0/8
        filter KUBE-POD-FW-5NNQ5DBQBHBJX7RW                              => kube-router: network policy
        kube-proxy service-42NFTM6N-default/web/tcp/http                 => kube-proxy: service default/web/tcp/http
        kube-proxy endpoint-2CRNCTTE-default/web/tcp/http__10.180.0.1/80 => kube-proxy: endpoint 10.180.0.1/80 of default/web/tcp/http
        kube-proxy service-endpoints-check                               => kube-proxy: services without endpoints
        kube-proxy nat-prerouting                                        => kube-proxy
        filter cali-tw-cali1a2b3c                                        => Calico: to workload cali1a2b3c
        filter filter-cali-fw-cali1a2b3c                                 => Calico: from workload cali1a2b3c
        filter cali-pi-default.web                                       => Calico: policy default.web
        filter cali-pro-kns.default                                      => Calico: profile kns.default
        filter cali-fh-eth0                                              => Calico: host endpoint eth0
        filter cali-from-wl-dispatch-7                                   => Calico: which workload it is
        filter cali-wl-to-host                                           => Calico: from workloads to the host
        nat cali-nat-outgoing                                            => Calico: masquerade of pools
        filter cali-FORWARD                                              => Calico
        # cali:9Sk4r2bnS_8oA-xY Policy web ingress                       => Calico
        filter LIBVIRT_INP                                               => libvirt: guests to the host
        filter LIBVIRT_OUT                                               => libvirt: the host to guests
        filter LIBVIRT_FWI                                               => libvirt: to guests
        filter LIBVIRT_FWO                                               => libvirt: from guests
        filter LIBVIRT_FWX                                               => libvirt: between guests
        nat LIBVIRT_PRT                                                  => libvirt: masquerade of guests
        libvirt_network guest_input                                      => libvirt: to guests
        libvirt_network guest_output                                     => libvirt: from guests
        libvirt_network guest_cross                                      => libvirt: between guests
        libvirt_network guest_nat                                        => libvirt: masquerade of guests
        libvirt_network forward                                          => libvirt
        filter FI-vnet0                                                  => libvirt: filter of a guest
        filter f2b-sshd                                                  => fail2ban: jail sshd
        f2b-table f2b-chain                                              => fail2ban: banned addresses
        nat NETAVARK-DN-1D8721804F16F                                    => netavark (Podman): published ports
        nat NETAVARK-HOSTPORT-SETMARK                                    => netavark (Podman): mark for masquerade
        nat NETAVARK-HOSTPORT-MASQ                                       => netavark (Podman): masquerade
        filter NETAVARK_ISOLATION_2                                      => netavark (Podman): networks kept apart
        filter NETAVARK_INPUT                                            => netavark (Podman): containers to the host
        filter NETAVARK_FORWARD                                          => netavark (Podman): forwarding
        nat NETAVARK-1D8721804F16F                                       => netavark (Podman): masquerade of a network
        netavark nv_2f259bab_10_88_0_0_nm16_dnat                         => netavark (Podman): published ports
        netavark nv_2f259bab_10_88_0_0_nm16                              => netavark (Podman): masquerade of a network
        netavark FORWARD                                                 => netavark (Podman)
        nat CNI-DN-0f1c9eabf1f9e2c3d4b5a                                 => CNI: published ports
        nat CNI-HOSTPORT-MASQ                                            => CNI: masquerade of published ports
        filter CNI-FORWARD                                               => CNI: forwarding
        filter CNI-ADMIN                                                 => CNI: your own rules, asked before CNI's
        filter CNI-ISOLATION-STAGE-1                                     => CNI: networks kept apart
        nat CNI-0f1c9eabf1f9e2c3d4b5a687                                 => CNI: masquerade of a network
        cni_hostport hostports                                           => CNI: published ports
        lxd pstrt.lxdbr0                                                 => LXD: network lxdbr0
        # generated for LXD network lxdbr0                               => LXD: network lxdbr0
        incus fwd.incusbr0                                               => Incus: network incusbr0
        # generated for Incus network incusbr0 ACL                       => Incus: network incusbr0
        filter ts-input                                                  => Tailscale: into this host
        filter ts-forward                                                => Tailscale: forwarding
        nat ts-postrouting                                               => Tailscale: masquerade
        wg-quick-wg0 preraw                                              => wg-quick: nothing to the address of wg0 but through it
        wg-quick-wg0 postmangle                                          => wg-quick: mark of the packets of wg0
        # wg-quick(8) rule for wg0                                       => wg-quick: tunnel wg0
        nat CILIUM_POST_nat                                              => Cilium: masquerade
        raw CILIUM_OUTPUT_raw                                            => Cilium
        # cilium-feeder: CILIUM_INPUT                                    => Cilium
        nat FLANNEL-POSTRTG                                              => flannel: masquerade
        filter FLANNEL-FWD                                               => flannel: forwarding
        # flanneld masq                                                  => flannel
        flannel-ipv4 postrtg                                             => flannel
        nat MINIUPNPD                                                    => miniupnpd: ports opened by UPnP
        filter postrouting_miniupnpd                                     => miniupnpd: masquerade
        crowdsec crowdsec-chain-input                                    => CrowdSec: banned addresses
        filter zone_lan_src_ACCEPT                                       => OpenWrt: zone lan
        fw4 accept_from_wan                                              => OpenWrt: zone wan
        fw4 srcnat                                                       => OpenWrt
        nat PREROUTING                                                   => -
        filter input                                                     => -
        filter IN_web                                                    => -
        """;

    private final Generators generators = new Generators();

    @TestFactory
    Stream<DynamicTest> a_name_tells_who_gave_it() {
        return NAMES.lines().map(line -> {
            String[] sides = line.split(" +=> ");
            return DynamicTest.dynamicTest(
                    sides[0],
                    () -> assertEquals(
                            sides[1], named(sides[0]).map(g -> g.said().en()).orElse("-")));
        });
    }

    @Test
    void every_row_is_taken_for_some_name() {
        var untaken = new LinkedHashSet<>(Conventions.ALL);
        NAMES.lines()
                .map(line -> line.split(" +=> ")[0])
                .forEach(name -> Conventions.ALL.stream()
                        .filter(row -> fits(row, name))
                        .findFirst()
                        .ifPresent(untaken::remove));
        assertEquals("[]", untaken.toString());
    }

    private static boolean fits(Conventions.Row row, String name) {
        boolean comment = name.startsWith("# ");
        return switch (row.where()) {
            case TABLE -> !comment && row.fits(name).isPresent();
            case CHAIN ->
                !comment && row.fits(name.substring(name.lastIndexOf(' ') + 1)).isPresent();
            case COMMENT -> comment && row.fits(name.substring(2)).isPresent();
        };
    }

    @Test
    void every_row_says_where_the_name_is_from() {
        Conventions.ALL.forEach(row -> assertTrue(!row.source().isBlank(), row::toString));
    }

    private Optional<Generator> named(String name) {
        int last = name.lastIndexOf(' ');
        return name.startsWith("# ")
                ? generators.ofComment(name.substring(2))
                : generators.ofChain(name.substring(0, last), name.substring(last + 1));
    }
}
