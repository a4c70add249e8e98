package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A byte of 0 tells what is no text; but iptables 1.8.9 lists the one at the end of a bpf program.
class ZeroBytesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int parse(String input) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return Main.run(
                List.of("parse", "-"),
                new Console(in, new PrintWriter(out, true), new PrintWriter(err, true), Path.of(""), Map.of()));
    }

    @Test
    void one_that_ends_a_word_is_passed_over() {
        parse("""
            Chain INPUT (policy DROP 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
                0     0 ACCEPT     0    --  *      *       0.0.0.0/0            0.0.0.0/0            match bpf 6 0 0 1\0
            """);
        assertEquals(
                "table ip filter: 1 chain, 1 rule",
                out.toString().lines().findFirst().orElse(""));
    }

    @Test
    void one_within_a_word_is_told_with_its_place() {
        assertEquals(2, parse("*filter\n-A IN\0PUT -j DROP\n"));
        assertEquals(
                "nftrace: <stdin>:2:6: error: a byte of 0: this is binary, text was expected",
                err.toString().strip());
    }
}
