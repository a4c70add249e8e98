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
import org.nftrace.golden.Txtar;
import org.nftrace.kernel.KernelMachine;

/// The golden files of the folder `trace` say what this kernel does.
@Tag("kernel")
class RecordingsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/trace");

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_kernel_does_what_was_recorded(Path file) throws IOException {
        var recorded = Recording.of(Txtar.parse(Files.readString(file)));
        var made = Recording.make(recorded.scenario(), recorded.connections().isPresent());
        assertEquals(recorded.listing(), made.listing());
        assertEquals(recorded.kernel(), made.kernel());
    }
}
