package org.nftrace.ir;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The words that stand for numbers in rules: `established`, `echo-request`, `af11`, `ipv6-icmp` (`nft describe TYPE`;
/// iptables spells most alike).
///
/// Each line below is a type with its words and numbers. Where two words have one number, the first is the one nft
/// prints.
public final class Symbols {
    private static final Map<DataType, Map<String, Long>> NUMBERS = new EnumMap<>(DataType.class);
    private static final Map<DataType, Map<Long, String>> NAMES = new EnumMap<>(DataType.class);

    static {
        define(DataType.BOOLEAN, "missing 0, exists 1, false 0, true 1");
        define(DataType.CT_STATE, "invalid 1, established 2, related 4, new 8, untracked 64");
        define(
                DataType.CT_STATUS,
                "expected 1, seen-reply 2, assured 4, confirmed 8, snat 16, dnat 32, seq-adjust 64, snat-done 128,"
                        + " dnat-done 256, dying 512, fixed-timeout 1024, template 2048, nat-clash 4096, helper 8192,"
                        + " offload 16384, hw-offload 32768");
        define(DataType.CT_DIR, "original 0, reply 1");
        define(
                DataType.CT_EVENT,
                "new 1, related 2, destroy 4, reply 8, assured 16, protoinfo 32, helper 64, mark 128, seqadj 256,"
                        + " secmark 512, label 1024");
        define(DataType.TCP_FLAG, "fin 1, syn 2, rst 4, psh 8, ack 16, urg 32, ecn 64, cwr 128");
        define(
                DataType.ICMP_TYPE,
                "echo-reply 0, destination-unreachable 3, source-quench 4, redirect 5, echo-request 8,"
                        + " router-advertisement 9, router-solicitation 10, time-exceeded 11, parameter-problem 12,"
                        + " timestamp-request 13, timestamp-reply 14, info-request 15, info-reply 16,"
                        + " address-mask-request 17, address-mask-reply 18");
        define(
                DataType.ICMP_CODE,
                "net-unreachable 0, host-unreachable 1, prot-unreachable 2, port-unreachable 3, frag-needed 4,"
                        + " net-prohibited 9, host-prohibited 10, admin-prohibited 13");
        define(
                DataType.ICMPV6_TYPE,
                "destination-unreachable 1, packet-too-big 2, time-exceeded 3, parameter-problem 4, echo-request 128,"
                        + " echo-reply 129, mld-listener-query 130, mld-listener-report 131, mld-listener-done 132,"
                        + " mld-listener-reduction 132, nd-router-solicit 133, nd-router-advert 134,"
                        + " nd-neighbor-solicit 135, nd-neighbor-advert 136, nd-redirect 137, router-renumbering 138,"
                        + " ind-neighbor-solicit 141, ind-neighbor-advert 142, mld2-listener-report 143");
        define(
                DataType.ICMPV6_CODE,
                "no-route 0, admin-prohibited 1, addr-unreachable 3, port-unreachable 4, policy-fail 5, reject-route"
                        + " 6");
        define(DataType.ICMPX_CODE, "no-route 0, port-unreachable 1, host-unreachable 2, admin-prohibited 3");
        define(
                DataType.IGMP_TYPE,
                "membership-query 17, membership-report-v1 18, membership-report-v2 22, leave-group 23,"
                        + " membership-report-v3 34");
        define(
                DataType.MH_TYPE,
                "binding-refresh-request 0, home-test-init 1, careof-test-init 2, home-test 3, careof-test 4,"
                        + " binding-update 5, binding-acknowledgement 6, binding-error 7, fast-binding-update 8,"
                        + " fast-binding-acknowledgement 9, fast-binding-advertisement 10,"
                        + " experimental-mobility-header 11, home-agent-switch-message 12");
        define(
                DataType.DCCP_PKTTYPE,
                "request 0, response 1, data 2, ack 3, dataack 4, closereq 5, close 6, reset 7, sync 8, syncack 9");
        define(
                DataType.MPTCP_SUBTYPE,
                "mp-capable 0, mp-join 1, dss 2, add-addr 3, remove-addr 4, mp-prio 5, mp-fail 6, mp-fastclose 7,"
                        + " mp-tcprst 8");
        define(
                DataType.DSCP,
                "cs0 0, cs1 8, cs2 16, cs3 24, cs4 32, cs5 40, cs6 48, cs7 56, df 0, be 0, lephb 1, af11 10, af12 12,"
                        + " af13 14, af21 18, af22 20, af23 22, af31 26, af32 28, af33 30, af41 34, af42 36, af43 38,"
                        + " va 44, ef 46");
        define(DataType.ECN, "not-ect 0, ect1 1, ect0 2, ce 3");
        define(DataType.ETHER_TYPE, "ip 0x0800, arp 0x0806, ip6 0x86dd, 8021q 0x8100, vlan 0x8100, 8021ad 0x88a8");
        define(DataType.ARP_OP, "request 1, reply 2, rrequest 3, rreply 4, inrequest 8, inreply 9, nak 10");
        define(
                DataType.FIB_ADDRTYPE,
                "unspec 0, unicast 1, local 2, broadcast 3, anycast 4, multicast 5, blackhole 6, unreachable 7,"
                        + " prohibit 8");
        define(DataType.PKT_TYPE, "host 0, unicast 0, broadcast 1, multicast 2, other 3");
        define(
                DataType.IFACE_TYPE,
                "ether 1, ppp 512, ipip 768, ipip6 769, tunnel 768, tunnel6 769, loopback 772, sit 776, ipgre 778,"
                        + " gre 778");
        define(DataType.NFPROTO, "ipv4 2, ipv6 10");
        define(DataType.DAY, "Sunday 0, Monday 1, Tuesday 2, Wednesday 3, Thursday 4, Friday 5, Saturday 6");
        define(DataType.DEVGROUP, "default 0");
        define(DataType.CLASSID, "none 0, root 0xffffffff");
        // /etc/protocols, which nft, iptables and getprotobynumber(3) read
        define(
                DataType.INET_PROTO,
                "ip 0, hopopt 0, icmp 1, igmp 2, ggp 3, ipencap 4, st 5, tcp 6, egp 8, igp 9, pup 12, udp 17, hmp 20,"
                        + " xns-idp 22, rdp 27, iso-tp4 29, dccp 33, xtp 36, ddp 37, idpr-cmtp 38, ipv6 41,"
                        + " ipv6-route 43, ipv6-frag 44, idrp 45, rsvp 46, gre 47, esp 50, ah 51, skip 57,"
                        + " ipv6-icmp 58, icmpv6 58, ipv6-nonxt 59, ipv6-opts 60, rspf 73, vmtp 81, eigrp 88, ospf 89,"
                        + " ax.25 93, ipip 94, etherip 97, encap 98, pim 103, ipcomp 108, comp 108, vrrp 112, l2tp 115,"
                        + " isis 124, sctp 132, fc 133, mobility-header 135, udplite 136, mpls-in-ip 137, manet 138,"
                        + " hip 139, shim6 140, wesp 141, rohc 142, ethernet 143");
    }

    private Symbols() {}

    private static void define(DataType type, String words) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        Map<Long, String> names = new LinkedHashMap<>();
        for (String entry : words.split(",")) {
            String[] parts = entry.strip().split(" ");
            long number = Long.decode(parts[1]);
            numbers.put(parts[0], number);
            names.putIfAbsent(number, parts[0]);
        }
        NUMBERS.put(type, numbers);
        NAMES.put(type, names);
    }

    /// {@return the number that a word stands for in values of a type}
    public static OptionalLong number(DataType type, String word) {
        Long number = NUMBERS.getOrDefault(type, Map.of()).get(word);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /// {@return the word nft prints for a number of a type}
    public static Optional<String> name(DataType type, long number) {
        return Optional.ofNullable(NAMES.getOrDefault(type, Map.of()).get(number));
    }

    /// {@return the words of a type in the order of its numbers' definition; none when it has none}
    public static List<String> words(DataType type) {
        return NUMBERS.getOrDefault(type, Map.of()).keySet().stream().collect(Collectors.toUnmodifiableList());
    }
}
