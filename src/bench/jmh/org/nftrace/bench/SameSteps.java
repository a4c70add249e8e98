package org.nftrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.capture.Capture;
import org.nftrace.load.Loader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.trace.Indexing;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Compares traces found by indexes with traces of the plain walk, step by step, for the first packets of a capture.
///
///     java … org.nftrace.bench.SameSteps FILE.pcap PACKETS RULESET [HOST]
public final class SameSteps {
    private SameSteps() {}

    public static void main(String[] args) throws IOException {
        var host = new ArrayList<Source>();
        if (args.length > 3) {
            try (Stream<Path> files = Files.list(Path.of(args[3]))) {
                for (Path file : files.sorted().toList()) {
                    host.add(source(file));
                }
            }
        }
        var loaded = Loader.load(List.of(source(Path.of(args[2]))), host);
        var index = Tracer.of(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT, Indexing.ALWAYS);
        var walk = Tracer.of(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT, Indexing.NEVER);
        int packets = 0;
        int different = 0;
        long steps = 0;
        try (var capture = Capture.open(args[0], Files.newInputStream(Path.of(args[0])))) {
            for (var next = capture.next();
                    next.isPresent() && packets < Integer.parseInt(args[1]);
                    next = capture.next()) {
                PacketSpec packet = next.get();
                var walked = walk.trace(packet);
                packets++;
                steps += walked.steps().size();
                if (!walked.equals(index.trace(packet))) {
                    different++;
                    System.out.println("differs: " + packet.packet());
                }
            }
        }
        System.out.println(packets + " packets, " + steps + " steps, " + different + " packets differ");
    }

    private static Source source(Path file) throws IOException {
        return new Source(file.toString(), Files.readString(file));
    }
}
