package org.nftrace.cli;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.load.Loaded;
import org.nftrace.packet.Fact;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Passage;
import org.nftrace.text.Source;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// `nftrace check --init DUMP`: which ports of the host are open to anybody today, as expectations, each proved.
final class FirstExpectations {
    private static final List<String> PROTOCOLS = List.of("tcp", "udp");
    private static final Dimension DPORT = new Dimension.OfPacket(Fact.DPORT, 16);

    private static final List<Hook> WAY = List.of(Hook.PREROUTING, Hook.INPUT);

    private FirstExpectations() {}

    static void write(String dump, Loaded loaded, PrintWriter out) throws Failure {
        out.println("rulesets: ['" + dump.replace("'", "''") + "']");
        out.println("checks:");
        var open = new ArrayList<String>();
        var away = new ArrayList<String>();
        for (String protocol : PROTOCOLS) {
            sort(protocol, loaded, open, away);
        }
        if (!open.isEmpty()) {
            write("open to anybody", "only", open, "accept", loaded, out);
        }
        open.addAll(away);
        write(
                away.isEmpty() ? "nothing else is" : "nothing else is, but what nat may send on",
                "except",
                open,
                "drop",
                loaded,
                out);
    }

    private static void write(
            String name, String key, List<String> services, String expect, Loaded loaded, PrintWriter out)
            throws Failure {
        String list = services.stream().collect(Collectors.joining(", ", "[", "]"));
        String text = "{hook: input, from: any, in: other, "
                + (services.isEmpty() ? "" : key + ": " + list + ", ")
                + "expect: " + expect + "}";
        var result = through(text, loaded);
        boolean holds = result.isPresent()
                && result.get().translated().isEmpty()
                && (expect.equals("drop")
                        ? result.get().passes().isEmpty() && result.get().open().isEmpty()
                        : result.get().stopped().isEmpty());
        out.println((holds ? "" : "# not so, or not to be proved: ") + "  - name: " + name);
        text.substring(1, text.length() - 1)
                .replaceAll(", (?=[a-z]+: )", "\n")
                .lines()
                .forEach(line -> out.println((holds ? "" : "# ") + "    " + line));
    }

    private static Optional<Passage.Result> through(String text, Loaded loaded) throws Failure {
        var set = new PacketSetText(Yaml.read(new Source("set", text)));
        var passage = Passage.over(loaded.ruleset(), List.of(set.meaning()));
        return passage.through(Family.IP, WAY, Optional.empty(), passage.set(set.meaning()));
    }

    // Ports at which some rule begins or ends to ask, each with what follows it up to the next.
    private static void sort(String protocol, Loaded loaded, List<String> open, List<String> away) throws Failure {
        BigInteger from = BigInteger.ZERO;
        var set = new PacketSetText(Yaml.read(
                new Source("set", "{hook: input, from: any, in: other, only: " + protocol + ", expect: accept}")));
        var passage = Passage.over(loaded.ruleset(), List.of(set.meaning()));
        PacketSet all = passage.set(set.meaning());
        var cuts = new TreeSet<>(passage.cuts(DPORT));
        cuts.add(BigInteger.ONE.shiftLeft(16));
        for (BigInteger cut : cuts) {
            if (cut.signum() > 0) {
                var range = new Meaning.Range(from, cut.subtract(BigInteger.ONE));
                PacketSet these = all.and(passage.set(new Meaning.In(DPORT, List.of(range))));
                passage.through(Family.IP, WAY, Optional.empty(), these).ifPresent(result -> {
                    if (!result.translated().isEmpty()) {
                        away.add(protocol + " " + text(range));
                    } else if (result.stopped().isEmpty() && result.open().isEmpty()) {
                        open.add(protocol + " " + text(range));
                    }
                });
                from = cut;
            }
        }
    }

    private static String text(Meaning.Range range) {
        return range.first().equals(range.last()) ? range.first().toString() : range.first() + "-" + range.last();
    }
}
