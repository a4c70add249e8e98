package org.nftrace.nft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nftrace.text.Source;

/// Reads and reprints folders of listings and tables of rule lines in one process: `CorpusRun FOLDER…`, each miss on a
/// line of its own.
final class CorpusRun {
    private static final Pattern NAMED_SET = Pattern.compile("@(?!th|nh|ll|ih)");
    private static final List<String> HOOKS =
            List.of("input", "output", "ingress", "egress", "forward", "prerouting", "postrouting");

    private int all;
    private int good;
    private int spaced;

    private CorpusRun() {}

    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            var run = new CorpusRun();
            Path path = Path.of(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.sorted().forEach(run::listing);
                }
            } else {
                Files.readAllLines(path).forEach(run::ruleLine);
            }
            System.out.println(folder + ": " + run.good + " of " + run.all
                    + (run.spaced == 0 ? "" : ", " + run.spaced + " more but for blanks in sets"));
        }
    }

    private void listing(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            String name = file.getFileName().toString();
            if (name.endsWith(".json")) {
                json(file, name, text);
            } else {
                check(name, text.stripTrailing(), text, true);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    // The same ruleset as text lies in the folder beside this one, if anywhere.
    private void json(Path file, String name, String text) throws IOException {
        all++;
        var rendered = JsonListing.render(new Source(name, text));
        var read = NftReader.read(rendered.listing());
        Path twin = file.resolveSibling("../nft-list/" + name.replace(".json", ".nft"));
        String got = NftPrinter.print(read.tables());
        String want = Files.exists(twin) ? Files.readString(twin) : got;
        if (!rendered.diagnostics().isEmpty() || !read.diagnostics().isEmpty()) {
            System.out.println(name + "\n    " + rendered.diagnostics() + read.diagnostics());
        } else if (words(got).equals(words(want))) {
            good++;
        } else {
            System.out.println(name + "\n    " + difference(want.strip(), got.strip()));
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private void ruleLine(String line) {
        String[] cells = line.split("\t", -1);
        boolean usable = cells.length >= 4
                && cells[2].equals("ok")
                && cells[1].startsWith("*")
                && !NAMED_SET.matcher(cells[3]).find();
        if (!usable) {
            return;
        }
        String[] place = cells[1].split(" ")[0].substring(1).split(";");
        String hook = place[2].split(",")[0];
        String want = (cells.length > 4 && !cells[4].isEmpty() ? cells[4] : cells[3]).strip();
        String device = place[0].equals("netdev") ? " device \"lo\"" : "";
        String text = "table " + place[0] + " " + place[1] + " {\n\tchain c {\n\t\ttype filter hook "
                + (HOOKS.contains(hook) ? hook : "input") + device + " priority 0; policy accept;\n\t\t" + want
                + "\n\t}\n}\n";
        check(cells[0] + ": " + want, want, text, false);
    }

    private void check(String name, String want, String text, boolean whole) {
        all++;
        NftReader.Read read = NftReader.read(new Source(name, text));
        String got = NftPrinter.print(read.tables());
        if (!whole) {
            String[] lines = got.split("\n");
            got = String.join(
                    "\n", Arrays.copyOfRange(lines, Math.min(3, lines.length), Math.max(3, lines.length - 2)));
        }
        if (!read.diagnostics().isEmpty()) {
            System.out.println(name + "\n    " + read.diagnostics().getFirst().message() + " at "
                    + read.diagnostics()
                            .getFirst()
                            .span()
                            .text()
                            .lines()
                            .findFirst()
                            .orElse(""));
        } else if (got.strip().equals(want.strip())) {
            good++;
        } else if (!whole && packed(got).equals(packed(want))) {
            spaced++;
        } else {
            System.out.println(name + "\n    " + difference(want.strip(), got.strip()));
        }
    }

    // The tables of rule lines write sets with and without blanks, nft always with them.
    private static String packed(String text) {
        return text.replaceAll("\\s*([{},:.-])\\s*", "$1").strip();
    }

    private static String difference(String want, String got) {
        String[] wanted = want.split("\n");
        String[] found = got.split("\n");
        for (int i = 0; i < Math.min(wanted.length, found.length); i++) {
            if (!wanted[i].strip().equals(found[i].strip())) {
                return "want " + wanted[i].strip() + "\n    got  " + found[i].strip();
            }
        }
        return wanted.length + " lines, got " + found.length;
    }
}
