package org.nftrace.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the kernel from the command line and prints its path as `nft monitor trace` does, for writing samples:
///
/// ```
/// mvn -q test-compile
/// java --enable-native-access=ALL-UNNAMED -cp target/test-classes org.nftrace.kernel.KernelPath \
///     --world samples/radius/world --ruleset samples/radius/ruleset.nft [--iptables FILE] [--ip6tables FILE] \
///     [--dump FILE] [--host DIR] [--packets FILE] ['udp:10.254.10.105:40000->10.254.10.252:1812 in=ens192' ...]
/// ```
///
/// `--dump` writes the ruleset as the kernel lists it, with handles; `--host` writes `ip addr`, `ip route` and so on as
/// they print inside that world. `--packets` has a packet a line, as has the command line ([ProbeReader]).
public final class KernelPath {

    private final List<Rules.Part> parts = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private World world = new World(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    private Optional<Path> dump = Optional.empty();
    private Optional<Path> host = Optional.empty();

    private KernelPath() {}

    public static void main(String[] arguments) throws IOException {
        new KernelPath().read(arguments).run(System.out);
    }

    private KernelPath read(String[] arguments) throws IOException {
        var words = new ArrayDeque<>(List.of(arguments));
        while (!words.isEmpty()) {
            var word = words.pop();
            switch (word) {
                case "--world" -> world = WorldReader.read(Files.readString(Path.of(words.pop())));
                case "--ruleset" -> part(Rules.Loader.NFT, words.pop());
                case "--iptables" -> part(Rules.Loader.IPTABLES, words.pop());
                case "--ip6tables" -> part(Rules.Loader.IP6TABLES, words.pop());
                case "--dump" -> dump = Optional.of(Path.of(words.pop()));
                case "--host" -> host = Optional.of(Path.of(words.pop()));
                case "--packets" ->
                    Files.readAllLines(Path.of(words.pop())).stream()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .map(ProbeReader::read)
                            .forEach(probes::add);
                default -> probes.add(ProbeReader.read(word));
            }
        }
        return this;
    }

    private void part(Rules.Loader loader, String file) throws IOException {
        parts.add(new Rules.Part(loader, Files.readString(Path.of(file))));
    }

    private void run(PrintStream out) throws IOException {
        try (var run = KernelRun.in(world)) {
            var listing = run.load(new Rules(parts));
            if (dump.isPresent()) {
                Files.writeString(dump.get(), listing);
            }
            if (host.isPresent()) {
                Files.createDirectories(host.get());
                for (var file : run.live().hostFiles().entrySet()) {
                    Files.writeString(host.get().resolve(file.getKey()), file.getValue());
                }
            }
            var printer = new MonitorPrinter(listing);
            for (var outcome : run.send(probes)) {
                out.print(printer.print(outcome));
            }
        }
    }
}
