package org.nftrace.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.ir.Ruleset;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.net.Address;
import org.nftrace.packet.PacketSpec;
import org.nftrace.report.ArticleFormat;
import org.nftrace.report.DiagnosticText;
import org.nftrace.report.Fate;
import org.nftrace.report.JsonFormat;
import org.nftrace.report.MonitorFormat;
import org.nftrace.report.StepsFormat;
import org.nftrace.report.SummaryFormat;
import org.nftrace.report.TraceFormat;
import org.nftrace.report.Verbosity;
import org.nftrace.report.WhyText;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Spelling;
import org.nftrace.trace.Target;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;
import org.nftrace.trace.Why;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace [trace] --ruleset FILE --packet PACKET`: which way packets take through the rules.
final class TraceCommand {
    private static final int BRANCHES = TraceOptions.DEFAULT.branches();

    private final ParseResult parsed;
    private final Console console;
    private final Inputs inputs;
    private final Look look;

    /// `--format`
    enum Format {
        ARTICLE,
        STEPS,
        JSON,
        JSONL,
        MONITOR,
        SUMMARY
    }

    /// How the answer is told, and what it should be.
    private record Manner(Format format, Verbosity verbosity, Optional<Fate> expected) {}

    private TraceCommand(ParseResult parsed, Console console) throws Failure {
        this.parsed = parsed;
        this.console = console;
        this.inputs = new Inputs(console);
        this.look = Look.of(parsed, console);
    }

    static CommandSpec describe(CommandSpec spec) {
        spec.addOption(Options.values("--ruleset", "FILE", "a firewall dump of any kind; several are judged together"))
                .addOption(Options.values(
                        "--host", "FILE|DIR", "what tells of the host: ip addr, ip route, docker network inspect, …"))
                .addOption(Options.values("--local", "ADDRESS", "an address that is the host's own"))
                .addOption(
                        Options.values("--packet", "PACKET", "'PROTO:SRC[:SPORT]->DST[:DPORT] [key=value …]', quoted"))
                .addOption(Options.values(
                        "--packets", "FILE", "packets, one a line; '<-' and '->' go on with the last connection"))
                .addOption(
                        Options.values("--pcap", "FILE", "captured packets, pcap or pcapng: what became of them all"))
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("KEY=VALUE")
                        .arity("0..*")
                        .hidden(true)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
        return describeAnswer(spec);
    }

    /// The options that do not name an input: those that a session has too.
    static CommandSpec describeAnswer(CommandSpec spec) {
        return spec.addOption(Options.flag("--reply", "trace the answer to each packet as well"))
                .addOption(Options.flag("--stateful", "carry connections over from packet to packet"))
                .addOption(Options.choice(
                        "--format", "FORMAT", Format.class, "${COMPLETION-CANDIDATES}; the first when not given"))
                .addOption(Look.langOption())
                .addOption(Options.flag("--all", "show also the rules that did not match, and why"))
                .addOption(Options.flag("--brief", "show only what decided"))
                .addOption(Options.value(
                        "--why", "RULE", "what keeps a packet from it: 'ip filter FORWARD 3', 'handle 12', FILE:LINE"))
                .addOption(Options.flag("--strict", "conclude nothing that was not told"))
                .addOption(Look.colorOption())
                .addOption(Look.widthOption())
                .addOption(Options.choice(
                        "--expect", "VERDICT", Fate.class, "exit 1 unless it is this: ${COMPLETION-CANDIDATES}"));
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        return new TraceCommand(parsed, console).run();
    }

    /// What a session asks, which has its rules and packets already: the last packet, after those before it.
    ///
    /// @return the exit code
    static int again(ParseResult parsed, Console console, Loaded loaded, List<PacketSpec> packets) throws Failure {
        var command = new TraceCommand(parsed, console);
        if (parsed.hasMatchedOption("--why")) {
            command.why(loaded, packets.subList(0, 1).iterator());
            return ExitCodes.DONE;
        }
        var tracer = command.tracer(loaded);
        var talk = new Talk(tracer, Options.has(parsed, "--stateful"), Options.has(parsed, "--reply"));
        // Of the packets before the last one, only the connections matter.
        List<Trace> told = List.of();
        for (PacketSpec packet : packets) {
            told = talk.trace(packet);
        }
        var format = command.format(
                Choice.orFirst(parsed, "--format", Format.class), command.verbosity(), loaded, tracer, false);
        format.begin(console.out());
        told.forEach(trace -> format.write(trace, console.out()));
        format.end(console.out());
        return ExitCodes.of(told, command.expected());
    }

    private int run() throws Failure {
        List<String> settings = parsed.matchedPositionalValue(0, List.of());
        Usage.checkWords(settings);
        Usage.need(parsed, "--ruleset");
        boolean captured = parsed.hasMatchedOption("--pcap");
        if (!captured && !parsed.hasMatchedOption("--packets")) {
            Usage.need(parsed, "--packet");
        }
        var verbosity = verbosity();
        // Nobody reads the ways of a million packets one by one.
        var format = captured && !parsed.hasMatchedOption("--format")
                ? Format.SUMMARY
                : Choice.orFirst(parsed, "--format", Format.class);
        var manner = new Manner(format, verbosity, expected());
        var files = new ArrayList<Inputs.Opened>();
        for (String file : Options.all(parsed, "--pcap")) {
            files.add(inputs.open(file));
        }
        var packets = Packets.of(parsed, settings, inputs, console.screen());
        var loaded = Loader.load(
                inputs.read(Options.all(parsed, "--ruleset")), inputs.readFolders(Options.all(parsed, "--host")));
        var described = packets.descriptions();
        print(described.mistakes());
        print(loaded.diagnostics());
        if (!described.hasNext() && !captured || loaded.ruleset().tables().isEmpty()) {
            return Failure.CODE;
        }
        if (parsed.hasMatchedOption("--why")) {
            if (captured) {
                throw new Failure("--why is about packets of --packet and --packets, not of --pcap");
            }
            if (format != Format.ARTICLE) {
                throw new Failure("--why answers in words: it has no other --format than article");
            }
            why(loaded, described);
            finish(described);
            return loaded.hasErrors() || described.isBroken() ? Failure.CODE : ExitCodes.DONE;
        }
        try (var captures = new Captures(described, files)) {
            int code = tell(packets, captures, loaded, manner);
            return loaded.hasErrors() || described.isBroken() ? Failure.CODE : code;
        }
    }

    // What was wrong in a file that is so long that packets were traced before it was read to its end.
    private void finish(Descriptions described) throws Failure {
        print(described.mistakes());
        if (described.failure().isPresent()) {
            throw described.failure().get();
        }
    }

    private int tell(Packets packets, Captures captures, Loaded loaded, Manner manner) throws Failure {
        if (!captures.hasNext() && captures.failure().isPresent()) {
            throw captures.failure().get();
        }
        var tracer = tracer(loaded);
        var tellers = new ArrayList<Teller>();
        tellers.add(new Teller(format(manner.format(), manner.verbosity(), loaded, tracer, false), console.out()));
        if (packets.eaten().isPresent()) {
            tellers.add(new Teller(format(manner.format(), manner.verbosity(), loaded, tracer, true), console.err()));
        }
        if (parsed.hasMatchedOption("--pcap") && manner.format() != Format.SUMMARY) {
            tellers.add(new Teller(format(Format.SUMMARY, manner.verbosity(), loaded, tracer, true), console.err()));
        }
        var codes = new ExitCodes(manner.expected());
        var progress = new Progress(console, captures::part);
        var parade = new Parade(tracer, Options.has(parsed, "--stateful"), Options.has(parsed, "--reply"));
        tellers.forEach(Teller::begin);
        parade.run(captures, trace -> {
            tellers.forEach(teller -> teller.tell(trace));
            codes.add(trace);
            progress.packet();
        });
        progress.end();
        tellers.forEach(Teller::end);
        packets.eaten().ifPresent(hint -> console.err().println("nftrace: " + Usage.safe(hint)));
        finish(packets.descriptions());
        captures.remarks().forEach(remark -> console.err().println("nftrace: " + Usage.safe(remark)));
        if (captures.failure().isPresent()) {
            throw captures.failure().get();
        }
        return codes.code();
    }

    private Verbosity verbosity() throws Failure {
        boolean all = Options.has(parsed, "--all");
        boolean brief = Options.has(parsed, "--brief");
        if (all && brief) {
            throw new Failure("--all and --brief exclude each other");
        }
        return all ? Verbosity.ALL : brief ? Verbosity.BRIEF : Verbosity.NORMAL;
    }

    private Optional<Fate> expected() throws Failure {
        String word = Options.text(parsed, "--expect", "");
        return word.isEmpty() ? Optional.empty() : Optional.of(Choice.of("--expect", word, Fate.class));
    }

    private Tracer tracer(Loaded loaded) throws Failure {
        return Tracer.of(loaded.ruleset(), loaded.host(), options(Options.has(parsed, "--stateful")));
    }

    private TraceOptions options(boolean stateful) throws Failure {
        return new TraceOptions(local(), BRANCHES, stateful, Options.has(parsed, "--strict"));
    }

    private void why(Loaded loaded, Iterator<PacketSpec> packets) throws Failure {
        String name = Options.text(parsed, "--why", "");
        List<Target> targets = Target.find(loaded.ruleset(), name);
        if (targets.size() != 1) {
            throw new Failure(
                    targets.isEmpty()
                            ? "no rule or chain is '" + name + "'" + hint(loaded.ruleset(), name)
                            : "'" + name + "' is "
                                    + targets.stream()
                                            .map(WhyText::name)
                                            .limit(4)
                                            .collect(Collectors.joining(", "))
                                    + (targets.size() > 4 ? " and more" : "") + "; say which");
        }
        var text = new WhyText(look.language(), look.columns(false), look.colour(false));
        var tracer = Tracer.of(loaded.ruleset(), loaded.host(), options(false));
        while (packets.hasNext()) {
            text.write(Why.of(tracer, packets.next(), targets.getFirst()), console.out());
            if (packets.hasNext()) {
                console.out().println();
            }
        }
    }

    // The chain may be one that rules go to and that was not pasted.
    private static String hint(Ruleset ruleset, String name) {
        Set<String> chains = Target.chainNames(ruleset);
        Optional<String> told = Arrays.stream(name.strip().split("\\s+"))
                .filter(chains::contains)
                .findFirst();
        if (told.isPresent() && Target.find(ruleset, told.get()).isEmpty()) {
            return ": rules go to '" + told.get() + "', and it is not in the dump";
        }
        String near = Arrays.stream(name.strip().split("\\s+"))
                .map(word -> Spelling.hint(word, chains))
                .filter(h -> told.isEmpty() && !h.isEmpty())
                .findFirst()
                .orElse("");
        return near + "; --why expects one like 'ip filter FORWARD 3', 'ip filter FORWARD', 'handle 12' or FILE:LINE";
    }

    private Set<Address> local() throws Failure {
        var local = new HashSet<Address>();
        for (String text : Options.all(parsed, "--local")) {
            local.add(Address.parse(text)
                    .orElseThrow(
                            () -> new Failure("'" + text + "' is no address; --local expects one like 192.0.2.1")));
        }
        return local;
    }

    private TraceFormat format(Format kind, Verbosity verbosity, Loaded loaded, Tracer tracer, boolean toError)
            throws Failure {
        return switch (kind) {
            case ARTICLE ->
                new ArticleFormat(
                        look.language(),
                        verbosity,
                        look.columns(toError),
                        look.colour(toError),
                        parsed.hasMatchedOption("--host"),
                        tracer::clues);
            case STEPS -> new StepsFormat(verbosity);
            case JSON -> new JsonFormat(verbosity, false);
            case JSONL -> new JsonFormat(verbosity, true);
            case MONITOR -> new MonitorFormat();
            case SUMMARY -> new SummaryFormat(loaded.ruleset(), look.language(), verbosity);
        };
    }

    private void print(List<Diagnostic> diagnostics) {
        new DiagnosticText(look.columns(true), look.colour(true)).print(diagnostics, console.err());
    }
}
