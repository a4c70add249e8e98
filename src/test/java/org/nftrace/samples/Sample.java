package org.nftrace.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A dump of a story in `samples`: a file whose name does not end in `.txt`, or a folder of files that are judged
/// together.
///
///     samples/STORY/packets.txt        the packets
///     samples/STORY/host/              what is told of the host, where it is known
///     samples/STORY/world              the host as the kernel tests build it
///     samples/STORY/ruleset.nft        a dump …
///     samples/STORY/ruleset.trace.txt  and what the program traces with it
///     samples/STORY/ruleset.parse.txt  what it says of the dump, where there is more to say than numbers
///     samples/STORY/ruleset.kernel.txt what the kernel traced; `kernel.txt` where the story has one dump
///
/// @param dump such a file or folder
public record Sample(Path dump) {
    private static final Path FOLDER = Path.of("samples");
    private static final Set<String> OTHERS = Set.of("host", "world");

    public static List<Sample> all() throws IOException {
        var samples = new ArrayList<Sample>();
        for (Path story : list(FOLDER)) {
            // Other samples are for other commands.
            if (!Files.exists(story.resolve("packets.txt"))) {
                continue;
            }
            list(story).stream().filter(Sample::isDump).map(Sample::new).forEach(samples::add);
        }
        return samples;
    }

    private static boolean isDump(Path file) {
        String name = file.getFileName().toString();
        return !OTHERS.contains(name) && !name.endsWith(".txt");
    }

    /// {@return what a folder holds, by name}
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /// {@return the files of the dump}
    public List<Path> files() throws IOException {
        return Files.isDirectory(dump) ? list(dump) : List.of(dump);
    }

    public Path packets() {
        return dump.resolveSibling("packets.txt");
    }

    public Path host() {
        return dump.resolveSibling("host");
    }

    public Path world() {
        return dump.resolveSibling("world");
    }

    /// {@return what lies beside the dump: its trace, its parse, its kernel}
    public Path beside(String kind) {
        String name = dump.getFileName().toString().replaceFirst("\\.nft$", "");
        return dump.resolveSibling(name + "." + kind + ".txt");
    }

    /// {@return what the kernel traced, or would}
    public Path kernel() {
        var alone = dump.resolveSibling("kernel.txt");
        return Files.exists(alone) && dump.toString().endsWith(".nft") ? alone : beside("kernel");
    }

    /// {@return the arguments that name the dump, and the host if it is known}
    public List<String> arguments() throws IOException {
        var arguments = new ArrayList<String>();
        for (Path file : files()) {
            arguments.addAll(List.of("--ruleset", file.toString()));
        }
        if (Files.exists(host())) {
            arguments.addAll(List.of("--host", host().toString()));
        }
        return arguments;
    }

    @Override
    public String toString() {
        return dump.toString();
    }
}
