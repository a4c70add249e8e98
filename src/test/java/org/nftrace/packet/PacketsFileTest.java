package org.nftrace.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nftrace.text.Source;

class PacketsFileTest {

    @Test
    void a_conversation_stands_one_packet_a_line() {
        var file = PacketsFile.read(new Source("packets.txt", """
            # the handshake, then an echo
            tcp:192.0.2.1:1024->192.0.2.2:80 flags=syn  # asks
            <- flags=syn+ack
              -> flags=ack

            icmp:192.0.2.1->192.0.2.2 type=ping
            ← type=echo-reply
            → type=ping
            """));
        assertEquals("", text(file));
        assertEquals(
                """
                2 first flags=2
                3 reply flags=18
                4 goes on flags=16
                6 first type=8
                7 reply type=0
                8 goes on type=8\
                """,
                file.packets().stream()
                        .map(p -> p.span().line()
                                + (p.reply() ? " reply " : p.continues() ? " goes on " : " first ")
                                + p.packet().toString().replaceAll(".*(?=flags|type)", ""))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void windows_line_ends_and_a_byte_order_mark_change_nothing() {
        var file = PacketsFile.read(new Source("packets.txt", "\uFEFFtcp:any->any\r\n<- ttl=1\r\n"));
        assertEquals("", text(file));
        assertEquals(2, file.packets().size());
        assertEquals("tcp:any->any", file.packets().getFirst().span().text());
    }

    @Test
    void one_bad_line_costs_its_own_diagnostics_only() {
        var file = PacketsFile.read(new Source("packets.txt", "<-\ntcp:any->any\n-> type=8\nudp:x->any\nudp:any->any"));
        assertEquals("""
            1:1 no packet before it begins the connection that this line goes on with
            3:4 'type' was given, but tcp has none; expected protocol icmp or icmpv6
            4:5 found 'x' where an address or 'any' was expected\
            """, text(file));
        assertEquals(2, file.packets().size());
    }

    @Test
    void random_characters_end_in_diagnostics() {
        var random = new Random(1);
        String alphabet = "tcp:any->any <-[]=:1.2#\n\t→\uD83D\uDE00\uD83D";
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .collect(Collectors.joining());
            var file = PacketsFile.read(new Source("packets.txt", text));
            assertTrue(file.packets().size() + file.diagnostics().size() >= 0);
        }
    }

    @Test
    void a_file_that_is_no_list_of_packets_ends_after_a_hundred_mistakes() {
        var file = PacketsFile.read(new Source("noise", "x\n".repeat(1_000_000)));
        assertEquals(101, file.diagnostics().size());
    }

    private static String text(PacketsFile file) {
        return file.diagnostics().stream()
                .map(d -> d.span().line() + ":" + d.span().column() + " " + d.message())
                .collect(Collectors.joining("\n"));
    }
}
