package org.nftrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nftrace.text.Source;

/// Reads the files that the user named, of bounded size; `-` is standard input, which can be read once.
final class Inputs {
    private static final int MOST_BYTES = 128 * 1024 * 1024;
    private static final String STANDARD_INPUT = "-";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /// iptables 1.8.9 lists the end of a bpf program's text
    private static final Pattern STRAY_ZERO = Pattern.compile("(?<=[ -~])\0(?=[ \r\n]|$)");

    private final Console console;
    private boolean standardInputUsed;

    Inputs(Console console) {
        this.console = console;
    }

    List<Source> read(List<String> names) throws Failure {
        var sources = new ArrayList<Source>();
        for (String name : names) {
            sources.add(read(name));
        }
        return sources;
    }

    /// {@return the files, and of folders all files in them that are not hidden, by name}
    List<Source> readFolders(List<String> names) throws Failure {
        var sources = new ArrayList<Source>();
        for (String name : names) {
            if (!name.equals(STANDARD_INPUT) && Files.isDirectory(path(name))) {
                for (Path file : files(name)) {
                    sources.add(read(name, file));
                }
            } else {
                sources.add(read(name));
            }
        }
        return sources;
    }

    Source read(String name) throws Failure {
        if (!name.equals(STANDARD_INPUT)) {
            try (InputStream in = open(name).in()) {
                return source(name, in);
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }
        takeStandardInput();
        try {
            return source("<stdin>", console.in());
        } catch (IOException e) {
            throw new Failure("cannot read standard input: " + reason(e));
        }
    }

    static Failure unreadable(String name, IOException e) {
        return new Failure("cannot read '" + name + "': " + reason(e));
    }

    /// A file that is read bit by bit.
    ///
    /// @param size in bytes; 0 where it is not known
    record Opened(String name, InputStream in, long size) {}

    Opened open(String name) throws Failure {
        if (name.equals(STANDARD_INPUT)) {
            takeStandardInput();
            return new Opened("<stdin>", console.in(), 0);
        }
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new Failure("cannot read '" + name + "': it is a folder, a file was expected");
        }
        try {
            return new Opened(name, Files.newInputStream(path), Files.isRegularFile(path) ? Files.size(path) : 0);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private void takeStandardInput() throws Failure {
        if (standardInputUsed) {
            throw new Failure("'-' stands for standard input, which can be read only once");
        }
        standardInputUsed = true;
    }

    private Source read(String folder, Path file) throws Failure {
        return read(folder.endsWith("/") ? folder + file.getFileName() : folder + "/" + file.getFileName());
    }

    private List<Path> files(String folder) throws Failure {
        try (Stream<Path> all = Files.list(path(folder))) {
            return all.filter(f -> Files.isRegularFile(f)
                            && !f.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private Path path(String name) throws Failure {
        try {
            return console.file(name);
        } catch (InvalidPathException e) {
            throw new Failure("cannot read '" + name + "': no file can have this name");
        }
    }

    private static Source source(String name, InputStream in) throws IOException, Failure {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Failure("cannot read '" + name + "': it has more than " + MOST_BYTES / 1024 / 1024 + " MiB");
        }
        Charset charset = charset(bytes);
        return text(name, new String(bytes, charset), 1);
    }

    /// {@return lines of a text, which must not be binary}
    ///
    /// @param line the number of the first
    static Source text(String name, String given, int line) throws Failure {
        String text = given.indexOf(0) < 0 ? given : STRAY_ZERO.matcher(given).replaceAll(" ");
        boolean marked = line == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        var source = new Source(name, marked ? text.substring(1) : text, line);
        int zero = source.text().indexOf(0);
        if (zero >= 0) {
            throw new Failure(source.span(zero, zero + 1) + ": error: a byte of 0: this is binary, text was expected");
        }
        return source;
    }

    // Windows' shells redirect into UTF-16, which begins with a mark.
    static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return first == 0xfeff || first == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
