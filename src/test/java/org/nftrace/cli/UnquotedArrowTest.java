package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// `nftrace --packet udp:192.0.2.1->192.0.2.2:53`, as a shell hands it on.
class UnquotedArrowTest {
    private static final String DUMP = """
        table ip t {
        	chain input {
        		type filter hook input priority 0; policy drop;
        	}
        }
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String file, String... packet) {
        var args = new java.util.ArrayList<>(
                List.of("--ruleset", "-", "--local", "192.0.2.2", "--lang", "en", "--packet"));
        args.addAll(List.of(packet));
        var screen = new Screen(false, false, true, Optional.of(file), OptionalInt::empty);
        var console = new Console(
                new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                Path.of(""),
                Map.of("NO_COLOR", "1"),
                screen);
        return Main.run(args, console);
    }

    @Test
    void the_destination_is_taken_from_the_name_of_the_file() {
        assertEquals(0, run("/home/me/192.0.2.2:53", "udp:192.0.2.1-"));
        assertTrue(out.toString().startsWith("udp 192.0.2.1 → 192.0.2.2:53\n"), out.toString());
        assertTrue(err.toString().startsWith(out.toString()), err.toString());
        assertEquals(
                "nftrace: the shell took the unquoted '->' for a redirection and made the file '192.0.2.2:53', which"
                        + " this answer is in too; quote the packet: --packet 'udp:192.0.2.1->192.0.2.2:53'\n",
                err.toString().substring(out.toString().length()));
    }

    @Test
    void settings_behind_it_still_belong_to_the_packet() {
        assertEquals(0, run("/home/me/192.0.2.2:53", "udp:192.0.2.1:1-", "in=eth0"));
        assertTrue(out.toString().startsWith("udp 192.0.2.1:1 → 192.0.2.2:53 in=eth0\n"), out.toString());
    }

    @Test
    void a_file_that_names_no_destination_tells_nothing() {
        assertEquals(2, run("/home/me/trace.txt", "udp:192.0.2.1-"));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("quote the packet"), err.toString());
    }
}
