package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nftrace.golden.Txtar;

/// Asks the kernel anew about golden files of the folder `trace`, and writes down what it did:
///
/// ```
/// mvn -q -Dquick test-compile
/// java --enable-native-access=ALL-UNNAMED -cp target/test-classes:target/classes:… \
///     org.nftrace.kernel.conformance.Record src/test/resources/golden/trace/….txtar
/// ```
///
/// A file that is new needs prose, `world`, rules and `packets.txt`; one with a section `connections` gets that filled.
final class Record {

    private Record() {}

    public static void main(String[] files) throws IOException {
        for (var name : files) {
            var path = Path.of(name);
            var old = Recording.of(Txtar.parse(Files.readString(path)));
            var made = Recording.make(old.scenario(), old.connections().isPresent());
            Files.writeString(path, made.file().print());
        }
    }
}
