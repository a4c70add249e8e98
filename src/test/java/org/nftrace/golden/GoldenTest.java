package org.nftrace.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/// Runs every golden file, or with `-Dgolden.update=true` writes it anew; `-Dgolden.only=lint/` runs those whose path
/// holds this.
class GoldenTest {
    static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final String ONLY = System.getProperty("golden.only", "");
    private static final Path ROOT = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> golden() throws IOException {
        if (!Files.isDirectory(ROOT)) {
            return Stream.empty();
        }
        try (var paths = Files.walk(ROOT)) {
            return paths
                    .filter(path -> path.toString().endsWith(".txtar")
                            && path.toString().contains(ONLY))
                    .sorted()
                    .toList()
                    .stream()
                    .map(path ->
                            DynamicTest.dynamicTest(ROOT.relativize(path).toString(), path.toUri(), () -> check(path)));
        }
    }

    private static void check(Path path) throws Exception {
        var folder = ROOT.relativize(path).getName(0).toString();
        var kind = Optional.ofNullable(Kinds.ALL.get(folder))
                .orElseThrow(() -> new AssertionFailedError("no kind in Kinds is named as the folder " + folder));
        var text = Files.readString(path);
        var file = Txtar.parse(text);
        var filled = kind.fill(file).print();
        if (UPDATE) {
            if (!filled.equals(text)) {
                Files.writeString(path, filled);
            }
            return;
        }
        if (file.prose().isBlank()) {
            throw new AssertionFailedError(path + " does not say on top why its answer is right");
        }
        same(path.toString(), text, filled);
        same(path + ", the second time", filled, kind.fill(file).print());
    }

    static void same(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new AssertionFailedError(
                    what + " (-Dgolden.update=true accepts the lines with +)\n" + Diff.between(expected, actual),
                    expected,
                    actual);
        }
    }
}
