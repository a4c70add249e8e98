package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The outputs that reports of the hand-made story are held against; `-Dgolden.update=true` writes them anew.
final class Expected {
    private static final Path FOLDER = Path.of("src/test/resources/org/nftrace/report");

    private Expected() {}

    static void same(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertEquals(Files.readString(file), actual);
    }
}
