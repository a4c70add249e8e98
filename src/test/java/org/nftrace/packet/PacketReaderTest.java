package org.nftrace.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Source;

class PacketReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "udp:10.254.10.105->10.254.10.252:1812 | ethertype=2048 src=10.254.10.105 dst=10.254.10.252 proto=17"
                        + " dport=1812",
                "udp:10.254.10.105→10.254.10.252:1812  | ethertype=2048 src=10.254.10.105 dst=10.254.10.252 proto=17"
                        + " dport=1812",
                "tcp:any->192.0.2.1:0x50               | ethertype=2048 dst=192.0.2.1 proto=6 dport=80",
                "tcp:192.0.2.1:any -> any:any          | ethertype=2048 src=192.0.2.1 proto=6",
                "tcp:[2001:db8::1]:1->[2001:db8::2]:2  | ethertype=34525 src=2001:db8::1 dst=2001:db8::2 proto=6"
                        + " sport=1 dport=2",
                "tcp:::1->2001:db8::2                  | ethertype=34525 src=::1 dst=2001:db8::2 proto=6",
                "tcp:[any]:5->any                      | proto=6 sport=5",
                "any:any->any                          | ''",
                "47:192.0.2.1->any                     | ethertype=2048 src=192.0.2.1 proto=47",
                "ipv6-icmp:any->any type=echo-request  | proto=58 type=128",
                "icmpv6:any->any type=nd-neighbor-solicit | proto=58 type=135",
                "icmp:any->any type=echo-request code=0 id=0xffff | proto=1 type=8 code=0 id=65535",
                "icmp:any->any type=8                  | proto=1 type=8",
                "tcp:any->any flags=syn                | proto=6 flags=2",
                "tcp:any->any flags=syn+ack            | proto=6 flags=18",
                "tcp:any->any flags=SA                 | proto=6 flags=18",
                "tcp:any->any flags=[S.]               | proto=6 flags=18",
                "tcp:any->any flags=0x11               | proto=6 flags=17",
                "tcp:any->any flags=none               | proto=6 flags=0",
                "tcp:any->any ttl=1 tos=0xb8 len=60 mark=0xffffffff | proto=6 ttl=1 tos=184 len=60 mark=4294967295",
                "any:any->any in=eth0.10 out=br-1a2b3c physin=veth1 | in=eth0.10 out=br-1a2b3c physin=veth1",
                "any:any->any src-mac=02:42:ac:14:00:04 vlan=7 | src-mac=2485378088964 vlan=7",
                "any:any->any uid=1000 gid=0 pkttype=multicast | pkttype=2 uid=1000 gid=0",
                "any:any->any ttl=any mark=any         | ''",
            })
    void what_is_said_is_known_and_nothing_else(String text, String facts) {
        var read = PacketReader.read(new Source("packet", text));
        assertEquals("", diagnostics(text));
        assertEquals(facts, read.packet().orElseThrow().packet().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "udp:10.0.0.1:5                        | 15: found the end where '->' with the destination was"
                        + " expected",
                "udp:10.0.0.1:5-                       | 15: found '-' where '->' with the destination was expected",
                "udp:10.0.0.1:5 10.0.0.2               | 16: found '10.0.0.2' where '->' with the destination was"
                        + " expected",
                "10.0.0.1->10.0.0.2                    | 9: found '->' where ':' after the protocol was expected",
                "10.0.0.1:80->10.0.0.2                 | 1: found the address '10.0.0.1' where a protocol was"
                        + " expected: tcp, udp, icmp, icmpv6, sctp, …, a number up to 255, or 'any'",
                "tpc:10.0.0.1->10.0.0.2                | 1: unknown protocol 'tpc', expected tcp, udp, icmp, icmpv6,"
                        + " sctp, …, a number up to 255, or 'any'; did you mean 'tcp'?",
                "256:10.0.0.1->10.0.0.2                | 1: protocol 256 is above 255",
                "tcp:->10.0.0.2                        | 5: found '->' where an address or 'any' was expected",
                "tcp:10.0.0.1->                        | 15: found the end where an address or 'any' was expected",
                "tcp:10.0.0.1->10.0.0.2:70000          | 24: port 70000 is above 65535",
                "tcp:10.0.0.1->10.0.0.2:http           | 24: found 'http' where a port number or 'any' was expected",
                "tcp:10.0.0.1->10.0.0.2:               | 24: found nothing where a port or 'any' was expected after"
                        + " ':'",
                "tcp:10.0.0.1:->10.0.0.2               | 14: found nothing where a port or 'any' was expected after"
                        + " ':'",
                "tcp:10.0.0.256->10.0.0.2              | 5: found '10.0.0.256' where an address or 'any' was expected",
                "tcp:10.0.0.0/8->10.0.0.2              | 5: found the network '10.0.0.0/8' where one address or 'any'"
                        + " was expected",
                "tcp:10.0.0.1->2001:db8::1             | 15: destination '2001:db8::1' was expected to be IPv4 as the"
                        + " source is",
                "tcp:2001:db8::1:70000->any            | 5: an IPv6 address with a port was expected in brackets:"
                        + " '[2001:db8::1]:70000'",
                "tcp:[2001:db8::1->any                 | 17: found '->' where ']' after the IPv6 address was expected",
                "tcp:[10.0.0.1]:5->any                 | 6: found '10.0.0.1' where an IPv6 address was expected: only"
                        + " these stand in '[…]'",
                "tcp:fe80::1%eth0->any                 | 5: found 'fe80::1%eth0' where an address or 'any' was"
                        + " expected; an interface is said by 'in=' or 'out='",
                "icmp:10.0.0.1:80->10.0.0.2            | 15: a port was given, but icmp has none",
                "icmp:2001:db8::1->any                 | 1: 'icmpv6' was expected between IPv6 addresses, found 'icmp'",
                "icmpv6:10.0.0.1->any                  | 1: 'icmp' was expected between IPv4 addresses, found 'icmpv6'",
                "tcp:any->any type=echo-request        | 14: 'type' was given, but tcp has none; expected protocol"
                        + " icmp or icmpv6",
                "udp:any->any flags=syn                | 14: 'flags' was given, but udp has no TCP flags",
                "tcp:any->any flags=sin                | 20: found 'sin' where TCP flags were expected: names joined"
                        + " by '+' as in 'syn+ack', letters as in 'SA', 'none' or a number up to 0xff",
                "tcp:any->any flags=0x100              | 20: TCP flags 0x100 is out of range, expected 0 to 255",
                "tcp:any->any tll=5                    | 14: unknown key 'tll', expected one of about-code,"
                    + " about-dport, about-dst, about-id, about-proto, about-sport, about-src, about-type, ack, chunk,"
                    + " code, ct, dst-mac, ethertype, flags, flowlabel, frag, gid, id, in, ipid, len, local, mark,"
                    + " more, out, physin, physout, pkttype, priority, seq, src-mac, tos, ttl, type, uid, vlan, win;"
                    + " did you mean 'ttl'?",
                "tcp:any->any iif=eth0                 | 14: unknown key 'iif'; did you mean 'in'?",
                "tcp:any->any dport=80                 | 14: 'dport' was expected before the settings, as in"
                        + " 'tcp:192.0.2.1:1024->192.0.2.2:80'",
                "tcp:any->any ttl=1 ttl=2              | 20: 'ttl' was given already, in column 14",
                "tcp:any->any ttl=256                  | 18: TTL 256 is out of range, expected 0 to 255",
                "tcp:any->any ttl=99999999999999999999 | 18: TTL 99999999999999999999 is out of range, expected 0 to"
                        + " 255",
                "tcp:any->any ttl=                     | 18: found the end where a value was expected",
                "tcp:any->any ttl= tos=1               | 18: found ' ' where a value was expected",
                "tcp:any->any ttl                      | 17: found the end where '=' with a value was expected",
                "tcp:any->any local=maybe              | 20: found 'maybe' where true, false or any was expected",
                "tcp:any->any local=true in=eth0       | 25: 'in' was given, but a packet with local=true comes in by"
                        + " none",
                "tcp:any->any in=eth0 local=true       | 22: 'local=true' was given, but the packet comes in by an"
                        + " interface",
                "tcp:any->any in=averyveryverylongname | 17: found 'averyveryverylongname' where an interface name was"
                        + " expected: at most 15 characters, no '/' or ':'",
                "tcp:any->any ct=nwe                   | 17: found 'nwe' where new, established, related, invalid or"
                        + " untracked was expected",
                "tcp:any->any src-mac=02:42            | 22: found '02:42' where a MAC address like"
                        + " '02:42:ac:14:00:04' was expected",
                "tcp:10.0.0.1->any flowlabel=1         | 19: 'flowlabel' was given, but an IPv4 packet has none",
                "tcp:10.0.0.1->any ethertype=ip6       | 29: ethertype ip6 does not go with the addresses",
                "icmp:any->any type=ecko-request       | 20: found 'ecko-request' where an ICMP type was expected: a"
                    + " number from 0 to 255, or address-mask-reply, address-mask-request, destination-unreachable,"
                    + " echo-reply, echo-request, info-reply, info-request, parameter-problem, ping, pong, redirect,"
                    + " router-advertisement, router-solicitation, source-quench, time-exceeded, timestamp-reply,"
                    + " timestamp-request, ttl-exceeded; did you mean 'echo-request'?",
                "''                                    | 1: found the end where a packet like"
                        + " 'tcp:192.0.2.1->192.0.2.2:80' was expected",
                "tcp                                   | 4: found the end where ':' after the protocol was expected",
                "<-                                    | 1: no packet before it begins the connection that this line"
                        + " goes on with",
            })
    void a_mistake_is_told_at_its_column_with_what_was_expected(String text, String message) {
        assertEquals(message, diagnostics(text));
    }

    @Test
    void several_mistakes_give_several_diagnostics() {
        assertEquals("""
            1: unknown protocol 'foo', expected tcp, udp, icmp, icmpv6, sctp, …, a number up to 255, or 'any'
            14: port 65536 is above 65535
            21: found '10.0.0.300' where an address or 'any' was expected
            36: TTL 999 is out of range, expected 0 to 255\
            """, diagnostics("foo:10.0.0.1:65536->10.0.0.300 ttl=999"));
    }

    @Test
    void an_ipv6_port_without_brackets_is_shown_with_them() {
        assertEquals(
                "5: an IPv6 address with a port was expected in brackets: '[2001:db8:0:0:0:0:0:1]:8080'",
                diagnostics("tcp:2001:db8:0:0:0:0:0:1:8080->any"));
    }

    @Test
    void what_is_known_of_sender_and_connection_stands_beside_the_facts() {
        var spec = PacketReader.read(new Source("packet", "tcp:any->any local=true ct=new,established"))
                .packet()
                .orElseThrow();
        assertEquals(Optional.of(true), spec.local());
        assertEquals(Set.of(ConnectionState.NEW, ConnectionState.ESTABLISHED), spec.connection());
        assertFalse(spec.reply());
    }

    @Test
    void columns_count_utf16_units_behind_characters_beyond_the_first_plane() {
        assertEquals(
                "5: found '😀' where an address or 'any' was expected\n17: TTL x",
                diagnostics("tcp:😀->any ttl=300").replaceAll("TTL .*", "TTL x"));
    }

    @Test
    void a_line_without_end_is_refused() {
        assertEquals("1: a packet was expected in at most 4096 characters", diagnostics("tcp:".repeat(3_000_000)));
    }

    @Test
    void the_redirection_of_an_unquoted_arrow_is_undone() {
        assertEquals(
                Optional.of("udp:192.0.2.1->192.0.2.2:53"),
                EatenArrow.restore("udp:192.0.2.1-", "/home/me/192.0.2.2:53"));
        assertEquals(
                Optional.of("tcp:[::1]:5->[2001:db8::2]:53"),
                EatenArrow.restore("tcp:[::1]:5-", "/tmp/[2001:db8::2]:53 (deleted)"));
        assertEquals(Optional.empty(), EatenArrow.restore("udp:192.0.2.1-", "/home/me/out.txt"));
        assertEquals(Optional.empty(), EatenArrow.restore("udp:192.0.2.1-", "/dev/pts/3"));
        assertTrue(EatenArrow.isCut("udp:192.0.2.1-"));
        assertFalse(EatenArrow.isCut("udp:192.0.2.1->192.0.2.2:53"));
        assertFalse(EatenArrow.isCut("-"));
    }

    private static String diagnostics(String text) {
        return PacketReader.read(new Source("packet", text)).diagnostics().stream()
                .map(d -> d.span().column() + ": " + d.message())
                .collect(Collectors.joining("\n"));
    }
}
