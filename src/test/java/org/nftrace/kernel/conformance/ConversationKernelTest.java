package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nftrace.kernel.KernelMachine;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.MonitorPrinter;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.WorldReader;

/// The packets of a sample's `conversation.txt`, sent one after another, go the way that `--stateful` tells.
@Tag("kernel")
class ConversationKernelTest {

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    static List<Path> conversations() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("samples"))) {
            return files.filter(file -> file.endsWith("conversation.txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void packets_of_a_conversation_go_the_way_that_the_kernel_lets_them_go(Path conversation) throws IOException {
        Path dump = conversation.resolveSibling("ruleset.nft");
        Path record = conversation.resolveSibling("conversation.kernel.txt");
        var recorded = new StringBuilder();
        var kernel = new StringBuilder();
        try (var run = KernelRun.in(WorldReader.read(Files.readString(conversation.resolveSibling("world"))))) {
            var listing = run.load(Rules.nft(Files.readString(dump)));
            for (String packet : SampleRun.packets(conversation)) {
                String printed = new MonitorPrinter(listing).print(run.send(ProbeReader.read(packet)));
                recorded.append(printed);
                kernel.append(lines(MonitorLine.read(printed)));
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(record, recorded);
        }
        assertEquals(SampleRun.steady(Files.readString(record)), SampleRun.steady(recorded.toString()));
        assertEquals(kernel.toString(), lines(told(dump, conversation)));
    }

    private static List<MonitorLine> told(Path dump, Path conversation) {
        var host = dump.resolveSibling("host").toString();
        var packets = conversation.toString();
        return SampleRun.nftrace("", "--ruleset", dump.toString(), "--host", host, "--stateful", "--packets", packets);
    }

    private static String lines(List<MonitorLine> lines) {
        var out = new StringBuilder();
        lines.forEach(line -> out.append(line.withoutRule()).append('\n'));
        return out.toString();
    }
}
