package org.nftrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.session.Call;
import org.nftrace.session.Desk;
import org.nftrace.session.Refusal;
import org.nftrace.session.Verb;
import org.nftrace.text.Source;

/// The files that the user names in a session.
record SessionFiles(Console console) implements Desk.Files {
    private static final int MOST_NAMES = 500;

    @Override
    public List<Source> read(Call.Word name) throws Refusal {
        if (name.text().equals("-")) {
            throw new Refusal(name.span(), "the session itself is read from standard input");
        }
        try {
            return new Inputs(console).readFolders(List.of(name.text()));
        } catch (Failure e) {
            throw new Refusal(name.span(), e.getMessage());
        }
    }

    @Override
    public void write(Call.Word name, String text, boolean over) throws Refusal {
        try {
            Path path = console.file(name.text());
            if (!over && Files.exists(path)) {
                throw new Refusal(name.span(), "'" + name.text() + "' exists; '--force' replaces it");
            }
            Files.writeString(path, text, over ? REPLACING : NEW);
        } catch (IOException | InvalidPathException e) {
            throw new Refusal(name.span(), "cannot write '" + name.text() + "': " + e.getMessage());
        }
    }

    private static final StandardOpenOption[] NEW = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    private static final StandardOpenOption[] REPLACING = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };

    @Override
    public List<Verb.Hint> names(String begun) {
        String folder = begun.substring(0, begun.lastIndexOf('/') + 1);
        try (Stream<Path> all = Files.list(console.file(folder))) {
            return all.limit(MOST_NAMES)
                    .map(path -> {
                        boolean isFolder = Files.isDirectory(path);
                        return new Verb.Hint(folder + path.getFileName() + (isFolder ? "/" : ""), "", !isFolder);
                    })
                    .toList();
        } catch (IOException | InvalidPathException _) {
            return List.of();
        }
    }
}
