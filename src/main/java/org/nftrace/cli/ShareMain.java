package org.nftrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.nftrace.cli.shell.Share;

/// Writes the manual and the completion of shells when the program is built:
///
///     java -cp nftrace.jar org.nftrace.cli.ShareMain FOLDER TIME
///
/// The time is that of the release, such as `2026-01-01T00:00:00Z`. It is no command of the program, which would have
/// to describe it at each start.
final class ShareMain {
    private ShareMain() {}

    public static void main(String[] args) throws IOException {
        var date = OffsetDateTime.parse(args[1]).toLocalDate();
        Share.of(Main.nftrace(), date).write(Path.of(args[0]));
    }
}
