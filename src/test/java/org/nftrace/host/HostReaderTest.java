package org.nftrace.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nftrace.net.Address;
import org.nftrace.text.Source;

class HostReaderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/host");

    @Test
    void damaged_listings_end_in_diagnostics_and_never_in_an_exception() throws IOException {
        var random = new Random(4);
        for (String text : goldenTexts()) {
            for (int i = 0; i < 40; i++) {
                var read = HostReader.read(new Source("damaged", damage(text, random)));
                read.diagnostics().forEach(d -> assertFalse(d.message().isBlank()));
            }
        }
    }

    @Test
    void windows_line_ends_change_nothing() throws IOException {
        for (String text : goldenTexts()) {
            var unix = HostReader.read(new Source("file", text));
            var windows = HostReader.read(new Source("file", text.replace("\n", "\r\n")));
            assertEquals(unix.host(), windows.host());
            assertEquals(unix.diagnostics().size(), windows.diagnostics().size());
        }
    }

    @Test
    void noise_of_ten_megabytes_ends_in_a_diagnostic() {
        byte[] bytes = new byte[10_000_000];
        new Random(5).nextBytes(bytes);
        var noise = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        var read = HostReader.read(new Source("noise", noise));
        assertTrue(read.diagnostics().stream().anyMatch(d -> d.isError()));
        assertTrue(read.diagnostics().size() <= 101);
    }

    @Test
    void lines_without_end_are_read_in_bounded_time() {
        for (String piece : List.of("a.", "1: ", "src=1 dst=", "10.0.0.0/8 ", "@#$ ", "[{", "1: a: <", "default ")) {
            HostReader.read(new Source("line", piece.repeat(300_000)));
            HostReader.read(new Source("line", "1: lo: <UP> mtu 1\n" + piece.repeat(300_000)));
        }
    }

    @Test
    void json_that_is_nested_too_deep_ends_in_a_diagnostic() {
        var read = HostReader.read(new Source("deep", "[".repeat(10_000)));
        assertEquals(1, read.diagnostics().size());
        assertTrue(read.diagnostics().getFirst().message().startsWith("broken JSON: "));
    }

    @Test
    void a_listing_with_countless_mistakes_is_left_after_a_hundred() {
        String lines = "1: lo: <UP> mtu 1\n" + "    inet x\n".repeat(500_000);
        assertEquals(
                101,
                HostReader.read(new Source("mistakes", lines)).diagnostics().size());
    }

    @Test
    void parts_of_a_host_are_put_together_whatever_their_order() {
        var addresses = read("1: lo: <LOOPBACK,UP> mtu 1\n"
                + "    link/loopback 00:00:00:00:00:00\n"
                + "    inet 127.0.0.1/8 scope host lo\n"
                + "2: br0: <UP> mtu 1\n"
                + "    link/ether 02:00:00:00:00:01\n"
                + "    inet 10.0.0.1/24 scope global br0\n");
        var details = read("1: lo: <LOOPBACK,UP> mtu 1 mode DEFAULT\n"
                + "2: br0: <UP> mtu 1 mode DEFAULT\n"
                + "    bridge forward_delay 1\n");
        var merged = Hosts.merge(List.of(details, addresses));
        assertEquals(Hosts.merge(List.of(addresses, details)).link("br0"), merged.link("br0"));
        assertEquals("bridge", merged.link("br0").orElseThrow().kind().orElseThrow());
        assertEquals(
                "br0",
                merged.owner(Address.parse("10.0.0.1").orElseThrow())
                        .orElseThrow()
                        .name());
        assertTrue(merged.told().addressesOf(Version.V6));
    }

    private static Host read(String text) {
        return HostReader.read(new Source("part", text)).host();
    }

    private static List<String> goldenTexts() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.sorted().map(HostReaderTest::input).toList();
        }
    }

    // The first file of a golden case, without its prose and its answer.
    private static String input(Path file) {
        try {
            String text = Files.readString(file);
            String body = text.substring(text.indexOf("\n", text.indexOf("-- ")) + 1);
            return body.contains("\n-- ") ? body.substring(0, body.indexOf("\n-- ") + 1) : body;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // Cuts, swaps and doubles a few stretches.
    private static String damage(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int i = 0; i <= random.nextInt(6) && damaged.length() > 1; i++) {
            int from = random.nextInt(damaged.length());
            int to = Math.min(damaged.length(), from + random.nextInt(30));
            switch (random.nextInt(3)) {
                case 0 -> damaged.delete(from, to);
                case 1 -> damaged.insert(from, damaged.substring(from, to));
                default ->
                    damaged.replace(
                            from,
                            to,
                            random.ints(to - from, ' ', 127)
                                    .mapToObj(c -> String.valueOf((char) c))
                                    .collect(Collectors.joining()));
            }
        }
        return damaged.toString();
    }
}
