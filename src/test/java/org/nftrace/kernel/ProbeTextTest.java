package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp:10.0.0.1:40000->10.0.0.2:22 flags=syn,ack seq=1 ack=2 data=3 ttl=1 tos=8 in=eth0",
                "udp:[fd00::1]:40000->[fd00::2]:53 local mark=7 out=eth1",
                "icmp:10.0.0.9->10.0.0.2 type=3 code=3 about=(udp:10.0.0.2:53->10.0.0.1:40000 data=8) in=eth0",
                "icmpv6:[fd00::9]->[fd00::2] type=128 code=0 id=7 seq=9 in=eth0 src-mac=02:00:00:00:00:07",
                "sctp:10.0.0.1:1->10.0.0.2:2 chunk=2 in=eth0 dst-mac=ff:ff:ff:ff:ff:ff",
                "udp:10.0.0.1:1->10.0.0.2:2 data=100 fragments=40 piece=2 in=eth0",
                "udplite:10.0.0.1:1->10.0.0.2:2 local",
                "47:10.0.0.1->10.0.0.2 data=12 in=eth0"
            })
    void what_is_printed_of_a_packet_is_what_was_read(String text) {
        assertEquals(text, ProbeReader.read(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "::1", "fe80::1:0:0:2", "2001:db8::1", "1:2:3:4:5:6:7:8", "1:0:3::", "10.0.0.1"})
    void addresses_are_printed_as_short_as_they_are_written(String text) throws java.net.UnknownHostException {
        assertEquals(text, AddressText.of(java.net.InetAddress.getByName(text).getAddress()));
    }

    /// The header of RFC 1071's usual example; its checksum is b861.
    @Test
    void the_checksum_is_the_one_of_the_internet() {
        var header = HexFormat.of().parseHex("45000073000040004011" + "0000" + "c0a80001c0a800c7");
        assertEquals(0xb861, Checksum.of(header, 0, header.length));
    }

    @Test
    void headers_are_read_back_from_the_bytes_of_a_packet() {
        var packet = ProbeReader.read("tcp:10.0.0.1:40000->10.0.0.2:22 flags=syn,ecn ttl=9 local")
                .packet();
        var headers = Headers.read(Wire.packets(packet, 77).getFirst()).orElseThrow();
        assertEquals(77, headers.mark());
        assertEquals(9, headers.ttl());
        assertEquals(new Headers.Tcp(40000, 22, 0x42, 0, 0, 64240), headers.layer4());
    }

    @Test
    void only_the_first_fragment_has_ports() {
        var packet = ProbeReader.read("udp:[fd00::1]:1->[fd00::2]:2 data=40 fragments=24 local")
                .packet();
        var pieces = Wire.packets(packet, 5);
        assertEquals(2, pieces.size());
        assertEquals(
                new Headers.Ports(1, 2),
                Headers.read(pieces.getFirst()).orElseThrow().layer4());
        var last = Headers.read(pieces.getLast()).orElseThrow();
        assertEquals(24, last.offset());
        assertEquals(new Headers.Opaque(), last.layer4());
    }
}
