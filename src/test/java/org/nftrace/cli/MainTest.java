package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        var console = new Console(
                InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err), Path.of(""), Map.of());
        return Main.run(List.of(args), console);
    }

    @Test
    void help_is_an_answer_and_goes_to_standard_output() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().startsWith("Usage: nftrace"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        assertEquals(2, run("--no-such-option"));
        assertEquals("", out.toString());
    }
}
