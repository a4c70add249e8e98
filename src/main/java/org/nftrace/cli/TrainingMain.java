package org.nftrace.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs several commands in one process, for the cache of loaded classes: what users call, each once.
///
///     java -cp nftrace.jar org.nftrace.cli.TrainingMain parse dump.nft ';' lint dump.nft
final class TrainingMain {
    private TrainingMain() {}

    public static void main(String[] args) {
        var words = new ArrayList<>(Arrays.asList(args));
        while (!words.isEmpty()) {
            int end = words.indexOf(";");
            List<String> command = words.subList(0, end < 0 ? words.size() : end);
            Main.run(List.copyOf(command), Console.ofProcess());
            words.subList(0, Math.min(command.size() + 1, words.size())).clear();
        }
    }
}
