package org.nftrace.forms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.nftrace.host.Host;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Compares the forms of the rulesets of a folder, `NAME.save` beside `NAME.savec`, `NAME.TABLE.S`, `NAME.TABLE.nvL`
/// and `NAME.nft`, and prints how many packets went the same way.
///
///     java -cp … org.nftrace.forms.FormsRun FOLDER [PACKETS]
final class FormsRun {
    private static final int SHOWN = 3;

    private final int packets;
    private final Map<String, int[]> counts = new LinkedHashMap<>();

    private FormsRun(int packets) {
        this.packets = packets;
    }

    public static void main(String[] args) throws IOException {
        var run = new FormsRun(args.length > 1 ? Integer.parseInt(args[1]) : 50);
        List<Path> saves;
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            saves = files.filter(f -> f.toString().endsWith(".save")).sorted().toList();
        }
        for (Path save : saves) {
            run.ruleset(save);
        }
        run.counts.forEach((form, c) -> System.out.printf(
                "%-12s %3d rulesets, %5d packets: %5d the same, %5d differ%n", form, c[0], c[1], c[2], c[1] - c[2]));
    }

    private void ruleset(Path save) throws IOException {
        String name = save.getFileName().toString().replaceFirst("\\.save$", "");
        String text = read(save);
        var forms = new LinkedHashMap<String, List<Source>>();
        try (Stream<Path> files = Files.list(save.getParent())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(name + "."))
                    .sorted()
                    .toList()) {
                add(file, name, text, forms);
            }
        }
        var draw = new PacketDraw(text, new Random(name.hashCode()));
        var specs = Stream.generate(draw::next).limit(packets).toList();
        var want = ways(forms.remove("save"), specs);
        forms.forEach((form, sources) -> compare(name, form, specs, want, ways(sources, specs)));
    }

    // A table is told by the command that printed it, as it stands above it in a paste.
    private static void add(Path file, String name, String save, Map<String, List<Source>> forms) throws IOException {
        String[] ends =
                file.getFileName().toString().substring(name.length() + 1).split("\\.");
        String form = ends[ends.length - 1];
        String text = read(file);
        if (ends.length == 2) {
            String program = PacketDraw.isSix(save) ? "ip6tables" : "iptables";
            String option = form.equals("S") ? "-S" : "-nvL --line-numbers";
            text = "$ " + program + " -t " + ends[0] + " " + option + "\n" + text;
        }
        // What an extension of iptables is told, a listing of nft leaves out.
        String kind = text.contains("xt match") || text.contains("xt target") ? form + " with xt" : form;
        forms.computeIfAbsent(kind, _ -> new ArrayList<>())
                .add(new Source(file.getFileName().toString(), text));
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private void compare(
            String name, String form, List<String> specs, List<List<String>> want, List<List<String>> got) {
        int[] count = counts.computeIfAbsent(form, _ -> new int[3]);
        count[0]++;
        int shown = 0;
        for (int i = 0; i < specs.size(); i++) {
            count[1]++;
            if (want.get(i).equals(got.get(i))) {
                count[2]++;
            } else if (shown++ < SHOWN) {
                System.out.println(name + " ." + form + "  " + specs.get(i));
                System.out.println("    " + difference(want.get(i), got.get(i)));
            }
        }
    }

    private static String difference(List<String> want, List<String> got) {
        for (int i = 0; i < Math.min(want.size(), got.size()); i++) {
            if (!want.get(i).equals(got.get(i))) {
                return "save: " + want.get(i).strip() + " | here: " + got.get(i).strip();
            }
        }
        return want.size() + " steps | " + got.size() + " steps";
    }

    static List<List<String>> ways(List<Source> sources, List<String> specs) {
        Loaded loaded = Loader.load(sources, List.of());
        var tracer = Tracer.of(loaded.ruleset(), Host.UNKNOWN, TraceOptions.DEFAULT);
        return specs.stream().map(spec -> Way.of(tracer.trace(packet(spec)))).toList();
    }

    private static PacketSpec packet(String spec) {
        var read = PacketReader.read(new Source("packet", spec));
        return read.packet().orElseThrow(() -> new AssertionError(spec + " " + read.diagnostics()));
    }
}
