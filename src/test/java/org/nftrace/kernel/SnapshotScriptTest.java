package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nftrace.cli.Console;
import org.nftrace.cli.Main;
import org.nftrace.host.Host;
import org.nftrace.host.HostReader;
import org.nftrace.host.Snapshot;
import org.nftrace.host.Version;
import org.nftrace.load.Loader;
import org.nftrace.text.Source;

/// What the snapshot script prints on a real host is read without a complaint.
class SnapshotScriptTest {

    @BeforeAll
    static void require() {
        KernelMachine.require();
    }

    @Test
    void all_that_the_script_prints_is_read() throws IOException {
        try (var place = Namespace.create("snapshot")) {
            place.run("", "ip", "link", "set", "lo", "up");
            place.run("", "ip", "link", "add", "br0", "type", "bridge");
            place.run("", "ip", "link", "set", "br0", "up");
            place.run("", "ip", "addr", "add", "172.20.0.1/24", "dev", "br0");
            place.run(
                    "table ip filter { chain FORWARD { type filter hook forward priority 0; policy drop; }; }",
                    "nft",
                    "-f",
                    "-");
            String output = place.run(script(), "sh");

            var source = new Source("host.snap", output);
            assertTrue(Snapshot.isOne(source));
            var snapshot = Snapshot.read(source);
            assertTrue(snapshot.isWhole());
            var rules = snapshot.sections().stream()
                    .filter(s -> s.command().equals("nft -a list ruleset"))
                    .findFirst()
                    .orElseThrow();
            assertFalse(rules.failed());
            assertTrue(rules.body().text().contains("chain FORWARD"));

            var loaded = Loader.load(List.of(source), List.of());
            assertEquals(List.of(), loaded.diagnostics());
            assertEquals(1, loaded.ruleset().tables().size());
            var host = loaded.host();
            assertEquals("bridge", host.link("br0").orElseThrow().kind().orElseThrow());
            assertEquals(Set.of(Version.V4, Version.V6), host.told().allTables());
            assertEquals(Set.of(Version.V4, Version.V6), host.told().addresses());
            assertEquals(5, host.rules().orElseThrow().size());
            assertEquals(place.sysctl("net.ipv4.ip_forward"), host.sysctls().get("net.ipv4.ip_forward"));
        }
    }

    @Test
    void what_nft_cannot_show_of_an_extension_is_taken_from_iptables() throws IOException {
        try (var place = Namespace.create("snapshot")) {
            place.run("", "iptables-nft", "-A", "FORWARD", "-m", "recent", "--name", "seen", "--rcheck", "-j", "DROP");
            var loaded = Loader.load(List.of(new Source("host.snap", place.run(script(), "sh"))), List.of());
            assertEquals(1, loaded.ruleset().tables().size());
            var table = loaded.ruleset().tables().getFirst();
            assertEquals(1, table.chains().size());
            var rule = table.chain("FORWARD").orElseThrow().rules().getFirst();
            assertTrue(rule.statements().stream().anyMatch(s -> s.span().text().contains("--name seen")));
        }
    }

    @Test
    void commands_that_are_missing_leave_sections_that_failed() throws IOException {
        String bare = script().replaceFirst("PATH=\\$PATH\\S*", "PATH=/nowhere");
        String output = Command.run(bare, List.of("sh")).orThrow();
        var snapshot = Snapshot.read(new Source("host.snap", output));
        assertTrue(snapshot.isWhole());
        assertTrue(snapshot.sections().stream().allMatch(Snapshot.Section::failed));
        var read = HostReader.read(new Source("host.snap", output));
        assertEquals(List.of(), read.diagnostics());
        assertEquals(Host.UNKNOWN, read.host());
    }

    private static String script() {
        var out = new StringWriter();
        var console = new Console(
                InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(out), Path.of("."), Map.of());
        assertEquals(0, Main.run(List.of("snapshot"), console));
        return out.toString();
    }
}
