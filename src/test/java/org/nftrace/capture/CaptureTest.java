package org.nftrace.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;

/// The captures of the golden files, whole and damaged.
class CaptureTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/cli");
    private static final int DAMAGES = 3_000;

    @Test
    void headers_become_facts() throws IOException {
        List<Packet> packets = read(capture("packets_that_were_captured.txtar"));
        assertEquals(
                "ethertype=2048 src-mac=2199023255554 dst-mac=2199023255553 vlan=7 src=192.0.2.1 dst=192.0.2.2 proto=17"
                        + " sport=40001 dport=53 ttl=64 tos=0 len=28 ipid=1 frag=0 more=0",
                packets.getFirst().toString());
        assertEquals(2, packets.get(1).number(Fact.TCP_FLAGS));
        assertEquals(64_240, packets.get(1).number(Fact.TCP_WINDOW));
        assertEquals(17, packets.get(2).number(Fact.PROTOCOL));
        assertEquals(53, packets.get(2).number(Fact.DPORT));
        assertEquals(56, packets.get(2).number(Fact.LENGTH));
    }

    @Test
    void an_icmp_error_tells_what_it_is_about() throws IOException {
        Packet error = read(capture("packets_of_a_pcapng_file.txtar")).getLast();
        assertEquals("192.0.2.2", error.address(Fact.ABOUT_SOURCE).toString());
        assertEquals(33_434, error.number(Fact.ABOUT_DPORT));
    }

    @Test
    void what_was_not_captured_is_unknown() throws IOException {
        byte[] whole = capture("packets_that_were_captured.txtar");
        // The first frame of the file, 46 bytes, cut to the Ethernet, VLAN and IP headers and two bytes of ports.
        byte[] cut = new byte[24 + 16 + 40];
        System.arraycopy(whole, 0, cut, 0, cut.length);
        cut[24 + 8] = 40;
        Packet packet = read(cut).getFirst();
        assertEquals(17, packet.number(Fact.PROTOCOL));
        assertTrue(!packet.knows(Fact.DPORT), packet.toString());
    }

    @Test
    void a_damaged_file_gives_packets_or_says_that_it_is_broken() throws IOException {
        var random = new Random(3);
        int broken = 0;
        for (String file : List.of("packets_that_were_captured.txtar", "packets_of_a_pcapng_file.txtar")) {
            byte[] whole = capture(file);
            for (int i = 0; i < DAMAGES; i++) {
                byte[] damaged = whole.clone();
                for (int times = 1 + random.nextInt(4); times > 0; times--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                try {
                    read(damaged);
                } catch (BrokenCapture e) {
                    broken++;
                }
            }
        }
        assertTrue(broken > DAMAGES / 10, "files that are broken: " + broken);
    }

    private static List<Packet> read(byte[] bytes) throws IOException {
        var packets = new ArrayList<Packet>();
        try (var capture = Capture.open("capture", new ByteArrayInputStream(bytes))) {
            for (var next = capture.next(); next.isPresent(); next = capture.next()) {
                packets.add(next.map(PacketSpec::packet).orElseThrow());
            }
        }
        return packets;
    }

    private static byte[] capture(String golden) throws IOException {
        String text = Files.readString(GOLDEN.resolve(golden));
        int from = text.indexOf(".hex --\n") + ".hex --\n".length();
        int to = text.indexOf("\n-- ", from);
        return HexFormat.of()
                .parseHex(text.substring(from, to < 0 ? text.length() : to).replaceAll("\\s", ""));
    }
}
