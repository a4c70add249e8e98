package org.nftrace.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/// The files that lie in a folder such as `/usr/local/share` once the program is installed, by their names in it.
public record Share(Map<String, String> files) {
    public Share {
        files = Map.copyOf(files);
    }

    /// @param date of the release that the manual tells of
    public static Share of(CommandSpec root, LocalDate date) {
        var files = new TreeMap<String, String>();
        var program = Program.of(root);
        for (var command : program.all()) {
            files.put("man/man1/" + ManPage.file(command), ManPage.of(program, command, date));
        }
        for (var shell : Shell.values()) {
            files.put(shell.file(program.name()), shell.script(root));
        }
        return new Share(files);
    }

    /// Writes them; what else lies there stays.
    public void write(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            var target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }
}
