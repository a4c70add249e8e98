package org.nftrace.load;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nftrace.text.Source;

/// A long file of one line, which begins something again and again and never ends it, is read to its end: nothing looks
/// through the rest of the text, or through all that was read, for each line.
class RepeatedLinesTest {
    private static final int TIMES = 100_000;
    // No measure of speed: the slowest is read in three seconds, and what looked at the rest of the text took minutes.
    private static final Duration HANGS = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1:2]-A--------------------------------------------------------------------------------------------------------------------------------",
                "-N X",
                "-P INPUT ACCEPT",
                "Chain X (1 references)",
                "root@host:~# iptables -S",
                "$ nft list ruleset",
                "$ ipset list",
                "table ip t { chain c {",
                "table ip t { chain c { ip saddr {",
                " ",
                "\t"
            })
    void is_read(String line) {
        String text = (line + "\n").repeat(TIMES);
        assertTimeoutPreemptively(HANGS, () -> Loader.load(List.of(new Source("repeated", text)), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept; ", "ip saddr { 1.2.3.4, ", "jump { "})
    void is_read_in_one_line_of_a_chain(String statement) {
        String text = "table ip t {\nchain c {\n" + statement.repeat(TIMES) + "\n}\n}\n";
        assertTimeoutPreemptively(HANGS, () -> Loader.load(List.of(new Source("repeated", text)), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*filter\n:X% - [0:0]\nCOMMIT\n",
                "$ iptables -S X%\n-N X%\n",
                "iptables -t t% -A X -j ACCEPT\n",
                "$ nft list ruleset\ntable ip t {\nchain c% {\n}\n}\n"
            })
    void is_read_where_each_names_another_chain_or_table(String lines) {
        String text = IntStream.range(0, TIMES / 2)
                .mapToObj(i -> lines.replace("%", String.valueOf(i)))
                .collect(Collectors.joining());
        assertTimeoutPreemptively(HANGS, () -> Loader.load(List.of(new Source("repeated", text)), List.of()));
    }
}
