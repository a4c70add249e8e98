package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.lint.Said;

/// How programs that write rules name their chains and tables, and what they say in comments.
///
/// Each row has the source that the name was taken from: the program's own code or manual. The first row that fits is
/// taken. Anyone may give a chain such a name: that is shown, and nothing is ever concluded from it.
final class Conventions {

    /// Where the name stands.
    enum Where {
        /// the name of a chain, in whatever table
        CHAIN,
        /// the names of table and chain, a blank in between
        TABLE,
        /// the comment of a rule
        COMMENT
    }

    /// One line: program, where, name, part in English and Japanese, source. The name is a regular expression that fits
    /// the whole name; in the part, `$1` is its first group. Its pattern is made when a name begins like it: all of
    /// them together would take longer than the trace of a packet.
    static final class Row {
        private final String program;
        private final Where where;
        private final String name;
        private final String beginning;
        private final Said part;
        private final String source;
        private Optional<Pattern> pattern = Optional.empty();

        private Row(String line) {
            String[] cells = line.split("!", -1);
            program = cells[0].strip();
            where = Where.valueOf(cells[1].strip());
            name = cells[2].strip();
            beginning = beginning(name);
            part = new Said(cells[3].strip(), cells[4].strip());
            source = cells[5].strip();
        }

        String program() {
            return program;
        }

        Where where() {
            return where;
        }

        String source() {
            return source;
        }

        /// {@return what the chain or rule of this name is for, if the row fits it; nothing said where no more is known
        /// than the program}
        Optional<Said> fits(String candidate) {
            if (!candidate.startsWith(beginning)) {
                return Optional.empty();
            }
            if (pattern.isEmpty()) {
                pattern = Optional.of(Pattern.compile("^(?:" + name + ")$"));
            }
            Matcher matcher = pattern.get().matcher(candidate);
            return matcher.matches()
                    ? Optional.of(new Said(matcher.replaceFirst(part.en()), matcher.replaceFirst(part.ja())))
                    : Optional.empty();
        }

        // What every name begins with that the pattern fits; nothing where there are several to choose from.
        private static String beginning(String pattern) {
            int end = 0;
            while (end < pattern.length() && OPERATORS.indexOf(pattern.charAt(end)) < 0) {
                end++;
            }
            boolean mayLackTheLast = end < pattern.length() && pattern.charAt(end) == '?';
            return isChoice(pattern) ? "" : pattern.substring(0, mayLackTheLast ? end - 1 : end);
        }

        private static boolean isChoice(String pattern) {
            int depth = 0;
            for (char c : pattern.toCharArray()) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == '|' && depth == 0) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return program + " " + where + " " + name;
        }
    }

    private static final String OPERATORS = "\\.[](){}?*+|^$";

    static final List<Row> ALL = """
        Docker ! CHAIN ! DOCKER ! published ports ! 公開ポート ! moby, libnetwork/iptables, DockerChain
        Docker ! CHAIN ! DOCKER-USER ! your own rules, asked before Docker's ! Docker より先に見る利用者のルール ! docs.docker.com, packet filtering and firewalls
        Docker ! CHAIN ! DOCKER-ISOLATION(?:-STAGE-[12])? ! networks kept apart ! ネットワーク間の分離 ! moby, drivers/bridge/setup_ip_tables_linux.go
        Docker ! CHAIN ! DOCKER-FORWARD ! forwarding ! 転送 ! moby, drivers/bridge/internal/iptabler/iptabler.go
        Docker ! CHAIN ! DOCKER-CT ! connections that are known ! 確立済みのコネクション ! moby, drivers/bridge/internal/iptabler/iptabler.go
        Docker ! CHAIN ! DOCKER-BRIDGE ! to the containers, by bridge ! ブリッジごとのコンテナ宛て ! moby, drivers/bridge/internal/iptabler/iptabler.go
        Docker ! CHAIN ! DOCKER-INTERNAL ! internal networks ! 内部ネットワーク ! moby, drivers/bridge/internal/iptabler/iptabler.go
        Docker ! CHAIN ! DOCKER-INGRESS ! published ports of the swarm ! swarm の公開ポート ! moby, libnetwork/service_linux.go
        Docker ! CHAIN ! DOCKER_(?:OUTPUT|POSTROUTING) ! name service of a container ! コンテナの DNS ! moby, libnetwork/resolver_unix.go
        Docker ! TABLE ! docker-bridges filter-forward-in__(.+) ! into bridge $1 ! ブリッジ $1 へ ! moby, drivers/bridge/internal/nftabler/network.go
        Docker ! TABLE ! docker-bridges filter-forward-out__(.+) ! out of bridge $1 ! ブリッジ $1 から ! moby, drivers/bridge/internal/nftabler/network.go
        Docker ! TABLE ! docker-bridges nat-postrouting-(?:in|out)__(.+) ! masquerade of bridge $1 ! ブリッジ $1 のマスカレード ! moby, drivers/bridge/internal/nftabler/network.go
        Docker ! TABLE ! docker-bridges nat-prerouting-and-output ! published ports ! 公開ポート ! moby, drivers/bridge/internal/nftabler/nftabler.go
        Docker ! TABLE ! docker-bridges raw-PREROUTING ! no way in past the published ports ! 公開ポート以外からの進入防止 ! moby, drivers/bridge/internal/nftabler/nftabler.go
        Docker ! TABLE ! docker-bridges .+ ! ! ! moby, drivers/bridge/internal/nftabler/nftabler.go
        firewalld ! TABLE ! firewalld [a-z]+_[A-Z]+_policy_(.+)_(pre|log|deny|allow|post) ! policy $1, $2 ! ポリシー $1、$2 ! firewalld, src/firewall/core/nftables.py
        firewalld ! TABLE ! firewalld [a-z]+_[A-Z]+_policy_(.+) ! policy $1 ! ポリシー $1 ! firewalld, src/firewall/core/nftables.py
        firewalld ! TABLE ! firewalld [a-z]+_[A-Z]+_ZONES(?:_SOURCE)? ! which zone it is ! ゾーンの選択 ! firewalld, src/firewall/core/nftables.py
        firewalld ! TABLE ! firewalld [a-z]+_[A-Z]+_POLICIES_(?:pre|post) ! which policies there are ! ポリシーの選択 ! firewalld, src/firewall/core/nftables.py
        firewalld ! TABLE ! firewalld [a-z]+_(?:IN|OUT|FWD|FWDI|FWDO|PRE|POST)_(.+)_(pre|log|deny|allow|post) ! zone $1, $2 ! ゾーン $1、$2 ! firewalld, src/firewall/core/nftables.py
        firewalld ! TABLE ! firewalld [a-z]+_(?:IN|OUT|FWD|FWDI|FWDO|PRE|POST)_(.+) ! zone $1 ! ゾーン $1 ! firewalld, src/firewall/core/nftables.py
        firewalld ! TABLE ! firewalld .+ ! ! ! firewalld, src/firewall/core/nftables.py
        firewalld ! CHAIN ! (?:INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)(?:_IN|_OUT)?_ZONES(?:_SOURCE)? ! which zone it is ! ゾーンの選択 ! firewalld, src/firewall/core/ipXtables.py
        firewalld ! CHAIN ! (?:INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)_POLICIES_(?:pre|post) ! which policies there are ! ポリシーの選択 ! firewalld, src/firewall/core/ipXtables.py
        firewalld ! CHAIN ! (?:INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)_direct ! direct rules ! direct ルール ! firewalld, src/firewall/core/ipXtables.py
        firewalld ! CHAIN ! (?:IN|OUT|FWD|PRE|POST)_policy_(.+)_(pre|log|deny|allow|post) ! policy $1, $2 ! ポリシー $1、$2 ! firewalld, src/firewall/core/ipXtables.py
        firewalld ! CHAIN ! (?:IN|OUT|FWD|FWDI|FWDO|PRE|POST)_(.+)_(pre|log|deny|allow|post) ! zone $1, $2 ! ゾーン $1、$2 ! firewalld, src/firewall/core/ipXtables.py
        firewalld ! CHAIN ! (?:IN|OUT|FWD|FWDI|FWDO|PRE|POST)_(block|dmz|drop|external|home|internal|public|trusted|work) ! zone $1 ! ゾーン $1 ! firewalld.zones(5)
        ufw ! CHAIN ! ufw6?-user-limit(?:-accept)? ! limited rules ! limit のルール ! ufw, src/backend_iptables.py
        ufw ! CHAIN ! ufw6?-user-logging-.+ ! logging ! ログ ! ufw, src/backend_iptables.py
        ufw ! CHAIN ! ufw6?-user-.+ ! user rules ! 利用者のルール ! ufw, src/backend_iptables.py
        ufw ! CHAIN ! ufw6?-(?:before|after)-logging-.+ ! logging ! ログ ! ufw, src/ufw-init-functions
        ufw ! CHAIN ! ufw6?-logging-(?:allow|deny) ! logging ! ログ ! ufw, src/ufw-init-functions
        ufw ! CHAIN ! ufw(6?)-(before|after)-.+ ! $2$1.rules ! $2$1.rules ! ufw, conf/before.rules
        ufw ! CHAIN ! ufw6?-track-.+ ! new connections ! 新しいコネクション ! ufw, src/ufw-init-functions
        ufw ! CHAIN ! ufw6?-(?:skip-to-policy|reject)-.+ ! default policy ! 既定のポリシー ! ufw, src/ufw-init-functions
        ufw ! CHAIN ! ufw6?-not-local ! not for this host ! このホスト宛てでない ! ufw, conf/before.rules
        kube-proxy ! CHAIN ! KUBE-SERVICES ! services ! Service ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-EXTERNAL-SERVICES ! services, from outside ! 外からの Service ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-NODEPORTS ! node ports ! NodePort ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-SV[CL]-.+ ! a service, picks an endpoint ! Service、エンドポイントの選択 ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-SEP-.+ ! an endpoint of a service ! Service のエンドポイント ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-(?:EXT|XLB)-.+ ! a service, from outside ! 外からの Service ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-(?:FW-.+|PROXY-FIREWALL) ! source ranges of a load balancer ! LoadBalancer の送信元制限 ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-POSTROUTING ! masquerade ! マスカレード ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-MARK-MASQ ! mark for masquerade ! マスカレードの印 ! kubernetes, pkg/proxy/iptables/proxier.go
        kube-proxy ! CHAIN ! KUBE-MARK-DROP ! mark to drop ! 破棄の印 ! kubernetes, pkg/kubelet/kubelet_network_linux.go
        kube-proxy ! CHAIN ! KUBE-FORWARD ! forwarding ! 転送 ! kubernetes, pkg/proxy/iptables/proxier.go
        kubelet ! CHAIN ! KUBE-FIREWALL ! no packets from outside to 127.0.0.0/8 ! 外から 127.0.0.0/8 への防止 ! kubernetes, pkg/kubelet/kubelet_network_linux.go
        kube-router ! CHAIN ! KUBE-(?:NWPLCY-.+|POD-FW-.+|ROUTER-.+) ! network policy ! ネットワークポリシー ! kube-router, pkg/controllers/netpol/network_policy_controller.go
        kube-proxy ! TABLE ! kube-proxy (?:service|external|firewall)-[0-9A-Z]+-(.+) ! service $1 ! Service $1 ! kubernetes, pkg/proxy/nftables/proxier.go
        kube-proxy ! TABLE ! kube-proxy endpoint-[0-9A-Z]+-(.+)__(.+) ! endpoint $2 of $1 ! $1 のエンドポイント $2 ! kubernetes, pkg/proxy/nftables/proxier.go
        kube-proxy ! TABLE ! kube-proxy (?:nodeport|service)-endpoints-check ! services without endpoints ! エンドポイントのない Service ! kubernetes, pkg/proxy/nftables/proxier.go
        kube-proxy ! TABLE ! kube-proxy .+ ! ! ! kubernetes, pkg/proxy/nftables/proxier.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-tw-(.+) ! to workload $1 ! ワークロード $1 へ ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-fw-(.+) ! from workload $1 ! ワークロード $1 から ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-p[io]-(.+) ! policy $1 ! ポリシー $1 ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-pr[io]-(.+) ! profile $1 ! プロファイル $1 ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-(?:th|fh|thfw|fhfw)-(.+) ! host endpoint $1 ! ホストエンドポイント $1 ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-(?:from|to)-wl-dispatch.* ! which workload it is ! ワークロードの選択 ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-wl-to-host ! from workloads to the host ! ワークロードからホストへ ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-nat-outgoing ! masquerade of pools ! プールのマスカレード ! calico, felix/rules/rule_defs.go
        Calico ! CHAIN ! (?:[a-z]+-)?cali-.+ ! ! ! calico, felix/rules/rule_defs.go
        Calico ! COMMENT ! cali:[A-Za-z0-9_-]{16}.* ! ! ! calico, felix/rules/rule_defs.go, RuleHashPrefix
        libvirt ! CHAIN ! LIBVIRT_INP ! guests to the host ! ゲストからホストへ ! libvirt, src/network/network_iptables.c
        libvirt ! CHAIN ! LIBVIRT_OUT ! the host to guests ! ホストからゲストへ ! libvirt, src/network/network_iptables.c
        libvirt ! CHAIN ! LIBVIRT_FWI ! to guests ! ゲストへ ! libvirt, src/network/network_iptables.c
        libvirt ! CHAIN ! LIBVIRT_FWO ! from guests ! ゲストから ! libvirt, src/network/network_iptables.c
        libvirt ! CHAIN ! LIBVIRT_FWX ! between guests ! ゲスト間 ! libvirt, src/network/network_iptables.c
        libvirt ! CHAIN ! LIBVIRT_PRT ! masquerade of guests ! ゲストのマスカレード ! libvirt, src/network/network_iptables.c
        libvirt ! TABLE ! libvirt_network guest_input ! to guests ! ゲストへ ! libvirt, src/network/network_nftables.c
        libvirt ! TABLE ! libvirt_network guest_output ! from guests ! ゲストから ! libvirt, src/network/network_nftables.c
        libvirt ! TABLE ! libvirt_network guest_cross ! between guests ! ゲスト間 ! libvirt, src/network/network_nftables.c
        libvirt ! TABLE ! libvirt_network guest_nat ! masquerade of guests ! ゲストのマスカレード ! libvirt, src/network/network_nftables.c
        libvirt ! TABLE ! libvirt_network .+ ! ! ! libvirt, src/network/network_nftables.c
        libvirt ! CHAIN ! (?:libvirt-(?:host-in|in|in-post|out)|[FH][IOJP]-vnet[0-9]+) ! filter of a guest ! ゲストのフィルタ ! libvirt, src/nwfilter/nwfilter_ebiptables_driver.c
        fail2ban ! TABLE ! f2b-table .+ ! banned addresses ! 禁止されたアドレス ! fail2ban, config/action.d/nftables.conf
        fail2ban ! CHAIN ! (?:f2b|fail2ban)-(.+) ! jail $1 ! jail $1 ! fail2ban, config/action.d/iptables.conf
        netavark (Podman) ! CHAIN ! NETAVARK-(?:HOSTPORT-DNAT|DN-.+) ! published ports ! 公開ポート ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! CHAIN ! NETAVARK-HOSTPORT-SETMARK ! mark for masquerade ! マスカレードの印 ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! CHAIN ! NETAVARK-HOSTPORT-MASQ ! masquerade ! マスカレード ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! CHAIN ! NETAVARK[-_]ISOLATION[-_][123] ! networks kept apart ! ネットワーク間の分離 ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! CHAIN ! NETAVARK_INPUT ! containers to the host ! コンテナからホストへ ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! CHAIN ! NETAVARK_FORWARD ! forwarding ! 転送 ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! CHAIN ! NETAVARK-[0-9A-F]+ ! masquerade of a network ! ネットワークのマスカレード ! netavark, src/firewall/varktables/types.rs
        netavark (Podman) ! TABLE ! netavark nv_.+_dnat ! published ports ! 公開ポート ! netavark, src/firewall/nft.rs
        netavark (Podman) ! TABLE ! netavark nv_.+ ! masquerade of a network ! ネットワークのマスカレード ! netavark, src/firewall/nft.rs
        netavark (Podman) ! TABLE ! netavark .+ ! ! ! netavark, src/firewall/nft.rs
        CNI ! CHAIN ! CNI-(?:HOSTPORT-DNAT|DN-.+) ! published ports ! 公開ポート ! containernetworking/plugins, plugins/meta/portmap
        CNI ! CHAIN ! CNI-HOSTPORT-(?:SETMARK|MASQ)|CNI-SN-.+ ! masquerade of published ports ! 公開ポートのマスカレード ! containernetworking/plugins, plugins/meta/portmap
        CNI ! CHAIN ! CNI-FORWARD ! forwarding ! 転送 ! containernetworking/plugins, plugins/meta/firewall
        CNI ! CHAIN ! CNI-ADMIN ! your own rules, asked before CNI's ! CNI より先に見る利用者のルール ! containernetworking/plugins, plugins/meta/firewall
        CNI ! CHAIN ! CNI-ISOLATION-STAGE-[12] ! networks kept apart ! ネットワーク間の分離 ! containernetworking/plugins, plugins/meta/firewall/ingresspolicy.go
        CNI ! CHAIN ! CNI-[0-9a-f]{24} ! masquerade of a network ! ネットワークのマスカレード ! containernetworking/plugins, pkg/ip/ipmasq_iptables_linux.go
        CNI ! TABLE ! cni_hostport .+ ! published ports ! 公開ポート ! containernetworking/plugins, plugins/meta/portmap/portmap_nftables.go
        LXD ! TABLE ! lxd [a-z]+[._](.+) ! network $1 ! ネットワーク $1 ! lxd, lxd/firewall/drivers/drivers_nftables_templates.go
        LXD ! COMMENT ! generated for LXD network (\\S+).* ! network $1 ! ネットワーク $1 ! lxd, lxd/firewall/drivers/drivers_xtables.go
        Incus ! TABLE ! incus [a-z]+[._](.+) ! network $1 ! ネットワーク $1 ! incus, internal/server/firewall/drivers/drivers_nftables_templates.go
        Incus ! COMMENT ! generated for Incus network (\\S+).* ! network $1 ! ネットワーク $1 ! incus, internal/server/firewall/drivers/drivers_xtables.go
        Tailscale ! CHAIN ! ts-input ! into this host ! このホストへ ! tailscale, util/linuxfw
        Tailscale ! CHAIN ! ts-forward ! forwarding ! 転送 ! tailscale, util/linuxfw
        Tailscale ! CHAIN ! ts-postrouting ! masquerade ! マスカレード ! tailscale, util/linuxfw
        wg-quick ! TABLE ! wg-quick-(\\S+) preraw ! nothing to the address of $1 but through it ! $1 のアドレスへは $1 からだけ ! wireguard-tools, src/wg-quick/linux.bash
        wg-quick ! TABLE ! wg-quick-(\\S+) (?:premangle|postmangle) ! mark of the packets of $1 ! $1 のパケットの印 ! wireguard-tools, src/wg-quick/linux.bash
        wg-quick ! COMMENT ! wg-quick\\(8\\) rule for (\\S+) ! tunnel $1 ! トンネル $1 ! wireguard-tools, src/wg-quick/linux.bash
        Cilium ! CHAIN ! (?:OLD_)?CILIUM_POST_nat ! masquerade ! マスカレード ! cilium, pkg/datapath/iptables/iptables.go
        Cilium ! CHAIN ! (?:OLD_)?CILIUM_(?:INPUT|OUTPUT|FORWARD|PRE_.+|POST_.+|OUTPUT_.+) ! ! ! cilium, pkg/datapath/iptables/iptables.go
        Cilium ! COMMENT ! cilium-feeder: .+ ! ! ! cilium, pkg/datapath/iptables/custom_chain.go
        flannel ! CHAIN ! FLANNEL-POSTRTG ! masquerade ! マスカレード ! flannel, pkg/trafficmngr/iptables/iptables.go
        flannel ! CHAIN ! FLANNEL-FWD ! forwarding ! 転送 ! flannel, pkg/trafficmngr/iptables/iptables.go
        flannel ! COMMENT ! flanneld (?:masq|forward) ! ! ! flannel, pkg/trafficmngr/iptables/iptables.go
        flannel ! TABLE ! flannel-ipv[46] .+ ! ! ! flannel, pkg/trafficmngr/nftables/nftables.go
        miniupnpd ! CHAIN ! MINIUPNPD|(?:prerouting_)?miniupnpd ! ports opened by UPnP ! UPnP が開けたポート ! miniupnpd, netfilter_nft/nftnlrdr.c
        miniupnpd ! CHAIN ! MINIUPNPD-(?:POSTROUTING|PCP-PEER)|postrouting_miniupnpd ! masquerade ! マスカレード ! miniupnpd, netfilter_nft/nftnlrdr.c
        CrowdSec ! CHAIN ! crowdsec6?-chain-.+|CROWDSEC_(?:CHAIN|LOG) ! banned addresses ! 禁止されたアドレス ! cs-firewall-bouncer, pkg/nftables, pkg/iptables
        OpenWrt ! CHAIN ! zone_(.+?)_(?:input|output|forward|prerouting|postrouting|src_.+|dest_.+) ! zone $1 ! ゾーン $1 ! openwrt, firewall3, zones.c
        OpenWrt ! TABLE ! fw4 (?:input|output|forward|helper|srcnat|dstnat|accept_from|accept_to|reject_from|reject_to|drop_from|drop_to)_(.+) ! zone $1 ! ゾーン $1 ! openwrt, firewall4, templates/ruleset.uc
        OpenWrt ! TABLE ! fw4 .+ ! ! ! openwrt, firewall4, templates/ruleset.uc
        """.lines().map(Row::new).toList();

    private Conventions() {}
}
