package org.nftrace.packet;

import java.util.Map;
import java.util.OptionalLong;

/// Which numbers a fact may be, and the words for some of them.
///
/// @param what how messages call it
record Numbers(String what, long least, long most, Map<String, Long> words) {
    private static final Map<String, Long> ETHER_TYPES =
            Map.of("ip", 0x0800L, "arp", 0x0806L, "vlan", 0x8100L, "8021q", 0x8100L, "ip6", 0x86ddL, "8021ad", 0x88a8L);
    private static final Map<String, Long> PACKET_TYPES =
            Map.of("unicast", 0L, "host", 0L, "broadcast", 1L, "multicast", 2L, "other", 3L, "otherhost", 3L);
    private static final long WORD = 0xffff_ffffL;

    /// {@return the numbers of a fact whose kind is number; of an ICMP type without its words, which depend on the
    /// protocol}
    static Numbers of(Fact fact) {
        return switch (fact) {
            case ETHER_TYPE -> new Numbers("EtherType", 0, 0xffff, ETHER_TYPES);
            case SOURCE_MAC, DESTINATION_MAC -> plain("MAC address", 0xffff_ffff_ffffL);
            case VLAN -> plain("VLAN id", 4095);
            case PROTOCOL, ABOUT_PROTOCOL -> plain("protocol", 255);
            case SPORT, DPORT, ABOUT_SPORT, ABOUT_DPORT -> plain("port", 65535);
            case TCP_FLAGS -> plain("TCP flags", 255);
            case TCP_SEQUENCE -> plain("sequence number", WORD);
            case TCP_ACKNOWLEDGED -> plain("acknowledged number", WORD);
            case TCP_WINDOW -> plain("window", 65535);
            case SCTP_CHUNK -> plain("chunk type", 255);
            case ICMP_TYPE, ABOUT_TYPE -> plain("ICMP type", 255);
            case ICMP_CODE, ABOUT_CODE -> plain("ICMP code", 255);
            case ICMP_ID, ABOUT_ID -> plain("ICMP id", 65535);
            case TTL -> plain("TTL", 255);
            case TOS -> plain("TOS", 255);
            // No IP packet is shorter than its header.
            case LENGTH -> new Numbers("length", 20, 65535 + 40, Map.of());
            case IP_ID -> plain("IP id", WORD);
            case FLOW_LABEL -> plain("flow label", 0xfffff);
            case FRAGMENT_OFFSET -> plain("fragment offset", 8191);
            case MORE_FRAGMENTS -> new Numbers("more-fragments bit", 0, 1, Map.of("false", 0L, "true", 1L));
            case MARK -> plain("mark", WORD);
            case PRIORITY -> plain("priority", WORD);
            case PACKET_TYPE -> new Numbers("packet type", 0, 3, PACKET_TYPES);
            case UID -> plain("user id", WORD);
            case GID -> plain("group id", WORD);
            case SOURCE, DESTINATION, ABOUT_SOURCE, ABOUT_DESTINATION, IN, OUT, PORT_IN, PORT_OUT ->
                throw new AssertionError(fact + " is no number");
        };
    }

    Numbers withWords(Map<String, Long> names) {
        return new Numbers(what, least, most, names);
    }

    boolean allows(long number) {
        return number >= least && number <= most;
    }

    private static Numbers plain(String what, long most) {
        return new Numbers(what, 0, most, Map.of());
    }

    /// {@return the number that `text` spells in decimal or hex, however large, or empty when it spells none}
    static OptionalLong parse(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        String digits = hex ? text.substring(2) : text;
        int radix = hex ? 16 : 10;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0)) {
            return OptionalLong.empty();
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return OptionalLong.of(significant.length() > 15 ? Long.MAX_VALUE : Long.parseLong(significant, radix));
    }

    /// {@return the 48 bits of `02:42:ac:14:00:04`, or empty when `text` is no such address}
    static OptionalLong parseMac(String text) {
        return text.matches("[0-9A-Fa-f]{1,2}([:-][0-9A-Fa-f]{1,2}){5}")
                ? OptionalLong.of(mac(text))
                : OptionalLong.empty();
    }

    private static long mac(String text) {
        long bits = 0;
        for (String octet : text.split("[:-]")) {
            bits = bits << 8 | Integer.parseInt(octet, 16);
        }
        return bits;
    }
}
