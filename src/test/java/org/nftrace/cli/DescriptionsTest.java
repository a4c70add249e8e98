package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketsFile;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

class DescriptionsTest {

    @Test
    void a_file_that_is_read_in_parts_is_read_as_the_whole_of_it() throws Failure {
        String text = lines(20_000);
        var whole = PacketsFile.read(new Source("packets.txt", text));
        var read = new ArrayList<String>();
        var parts = described(text, StandardCharsets.UTF_8);
        var mistakes = new ArrayList<>(parts.mistakes());
        parts.forEachRemaining(packet -> read.add(text(packet)));
        mistakes.addAll(parts.mistakes());
        assertEquals(whole.packets().stream().map(DescriptionsTest::text).toList(), read);
        assertEquals(
                whole.diagnostics().stream().map(Diagnostic::toString).toList(),
                mistakes.stream().map(Diagnostic::toString).toList());
        assertFalse(mistakes.isEmpty());
        assertTrue(parts.isBroken());
    }

    @Test
    void windows_writes_utf_16_with_a_mark() throws Failure {
        var parts = described("udp:any->any\r\n<- ttl=1", StandardCharsets.UTF_16);
        assertEquals("1 udp:any->any", text(parts.next()));
        assertEquals("2 <- ttl=1", text(parts.next()));
        assertFalse(parts.hasNext());
        assertFalse(parts.isBroken());
    }

    @Test
    void a_line_without_end_costs_one_message_and_no_memory() throws Failure {
        var parts = described("udp:" + "a".repeat(3_000_000) + "->any\ntcp:any->any", StandardCharsets.UTF_8);
        assertEquals(
                "[packets.txt:1:1: error: a packet was expected in at most 4096 characters]",
                parts.mistakes().toString());
        assertEquals("2 tcp:any->any", text(parts.next()));
    }

    // Some lines go on with a packet of a part before, some are wrong.
    private static String lines(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(
                    i % 997 == 5
                            ? "udp:10.0.0.x->any"
                            : i % 7 == 0 ? "tcp:10.0." + i % 256 + ".1->192.0.2.1:" + (i + 1) : "-> ttl=" + i % 200);
            text.append(i % 3 == 0 ? " # " + i + "\r\n" : "\n");
        }
        return text.toString();
    }

    private static String text(PacketSpec packet) {
        return packet.span().line() + " " + packet.span().text();
    }

    private static Descriptions described(String text, Charset charset) throws Failure {
        var in = new ByteArrayInputStream(text.getBytes(charset));
        return new Descriptions(List.of(), List.of(), List.of(new Inputs.Opened("packets.txt", in, 0)));
    }
}
