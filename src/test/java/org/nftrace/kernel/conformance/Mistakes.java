package org.nftrace.kernel.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/// Can the harness fail? Makes mistakes in copies of the engine's sources, one at a time, and shows which ruleset of a
/// seed finds each of them:
///
/// ```
/// mvn -q -Dquick test-compile
/// java --enable-native-access=ALL-UNNAMED -cp target/test-classes:target/classes:… \
///     org.nftrace.kernel.conformance.Mistakes SEED SCENARIOS PACKETS [NAME]
/// ```
final class Mistakes {

    private static final Path SOURCES = Path.of("src/main/java/org/nftrace/trace");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /// @param text in the file, once; `instead` is what is wrong
    record Mistake(String name, String file, String text, String instead) {
        boolean canBeMade() throws IOException {
            return made().isPresent();
        }

        /// {@return a folder with the classes of the file that has the mistake; nothing where the source has changed so
        /// that it does not have the text, or does not compile with the other}
        private Optional<Path> made() throws IOException {
            String source = Files.readString(SOURCES.resolve(file));
            var folder = Files.createTempDirectory("nftrace-mistake");
            var copy = Files.writeString(folder.resolve(file), source.replace(text, instead));
            var options = List.of("-nowarn", "-proc:none", "-d", folder.toString(), "-cp", CLASS_PATH, copy.toString());
            var compiler = ToolProvider.getSystemJavaCompiler();
            boolean compiles = compiler.run(null, System.out, System.out, options.toArray(String[]::new)) == 0;
            return source.contains(text) && compiles ? Optional.of(folder) : Optional.empty();
        }
    }

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "ties in the wrong order",
                    "Registration.java",
                    ": Integer.compare(b.age(), a.age()));",
                    ": Integer.compare(a.age(), b.age()));"),
            new Mistake(
                    "nat before mangle",
                    "Registration.java",
                    "static final int DSTNAT = -100;",
                    "static final int DSTNAT = -160;"),
            new Mistake(
                    "nat by the priority of its chains",
                    "Registration.java",
                    "into.add(fixed(begins ? DSTNAT : SRCNAT,",
                    "into.add(fixed(nat.isEmpty() ? 0 : nat.getFirst().priority(),"),
            new Mistake("goto comes back", "ChainWalk.java", "jump.kind() == ReadyVerdict.Kind.JUMP", "depth >= 0"),
            new Mistake(
                    "later packets through the nat chains",
                    "Nat.java",
                    "connection.get().has(source ? Status.SNAT_DONE : Status.DNAT_DONE)",
                    "connection.get().has(Status.DYING)"),
            new Mistake(
                    "accept is final",
                    "HookWalk.java",
                    "scene.chains().base(path, ask.chain(), at);",
                    "if (!path.steps().stream().anyMatch(s -> s instanceof Step.Matched m"
                            + " && m.verdict() instanceof org.nftrace.ir.Verdict.Accept))"
                            + " scene.chains().base(path, ask.chain(), at);"),
            new Mistake("policies are not asked", "ChainWalk.java", "Chain.Policy.DROP", "Chain.Policy.ACCEPT"),
            new Mistake(
                    "answers are new",
                    "Conntrack.java",
                    "seenBy(ConnectionState.ESTABLISHED, true);",
                    "seenBy(ConnectionState.NEW, true);"),
            new Mistake(
                    "no un-nat of answers",
                    "Nat.java",
                    "        if (!connection.has(bit)) {",
                    "        if (!connection.has(bit) || connection.isReply()) {"),
            new Mistake(
                    "masquerade with the first address",
                    "OwnAddresses.java",
                    ".filter(a -> a.subnet().contains(nextHop))",
                    ".filter(a -> nextHop.isV4())"),
            new Mistake(
                    "errors belong to nothing",
                    "Conntrack.java",
                    "if (Icmp.isError(packet) && packet.knows(Fact.ABOUT_PROTOCOL)) {",
                    "if (Icmp.isError(packet) && packet.knows(Fact.GID)) {"),
            new Mistake(
                    "windows are not looked at",
                    "TcpWindows.java",
                    "if (!before(sequence, sender.mostEnd() + 1)) {",
                    "if (sender == receiver) {"),
            new Mistake(
                    "the time to live is not looked at",
                    "Forwarding.java",
                    "if (packet.number(Fact.TTL) <= 1) {",
                    "if (packet.number(Fact.TTL) < 0) {"),
            new Mistake(
                    "bridges do not call ip",
                    "Bridges.java",
                    "value != null && !value.strip().equals(\"0\")",
                    "value != null && value.isEmpty()"),
            new Mistake("notrack does nothing", "ActionWalk.java", "Conntrack.untrack(path);", ""),
            new Mistake(
                    "tracking is always on",
                    "Registration.java",
                    "private int trackAge = -1;",
                    "private int trackAge = 0;"));

    private Mistakes() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var sweep = List.of(arguments).subList(0, 3);
        for (var mistake : ALL) {
            if (arguments.length == 3 || arguments[3].equals(mistake.name())) {
                System.out.println(mistake.name() + ": " + found(mistake, sweep));
            }
        }
    }

    private static String found(Mistake mistake, List<String> arguments) throws IOException, InterruptedException {
        var folder = mistake.made();
        if (folder.isEmpty()) {
            return "CANNOT BE MADE, the source has changed";
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder.get() + File.pathSeparator + CLASS_PATH,
                EngineSweep.class.getName()));
        command.addAll(arguments);
        command.add("1");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines()
                    .filter(line -> line.contains("packets differ"))
                    .findFirst()
                    .orElse("NOT FOUND");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
