package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the golden files say in the words of iptables, iptables and the kernel take.
class RephrasedRulesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/rephrase");
    private static final Pattern PART = Pattern.compile("(?s)# (ip6?tables)-save\\n(.*?COMMIT\\n)");

    @BeforeAll
    static void require() {
        KernelMachine.require();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an_inet_table_is_said_twice",
                "conditions",
                "maps",
                "one_thing_a_rule",
                "sets_of_addresses_and_ports",
                "what_rules_do"
            })
    void what_is_printed_is_loaded(String name) throws IOException {
        String file = Files.readString(GOLDEN.resolve(name + ".txtar"));
        String saved = file.substring(file.indexOf("-- saved --\n"));
        try (var place = Namespace.create("rephrase")) {
            var parts = PART.matcher(saved);
            assertTrue(parts.find());
            for (String family : Stream.of("iptables", "ip6tables").toList()) {
                var input = new StringBuilder();
                parts.reset();
                while (parts.find()) {
                    input.append(parts.group(1).equals(family) ? parts.group(2) : "");
                }
                var loaded = place.tryRun(input.toString(), family + "-nft-restore");
                assertEquals("", loaded.err());
                assertEquals(0, loaded.exit());
            }
        }
    }
}
