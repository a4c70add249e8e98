package org.nftrace.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The program: `nftrace [COMMAND] [OPTION …]`.
///
/// Commands are described by `CommandSpec`, not by annotations: an annotation costs a proxy class made at every start,
/// which no cache of loaded classes keeps, and doubles the time until the first line of output.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), Console.ofProcess()));
    }

    /// {@return the exit code of one call of the program}
    public static int run(List<String> args, Console console) {
        var commands = new CommandLine(nftrace())
                .setOut(console.out())
                .setErr(console.err())
                .setExecutionStrategy(parsed -> execute(parsed, console));
        int code = commands.execute(args.toArray(String[]::new));
        console.out().flush();
        console.err().flush();
        return code;
    }

    private static int execute(ParseResult parsed, Console console) {
        var help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        console.err().println("nftrace: nothing to do; see nftrace --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static CommandSpec nftrace() {
        var spec = CommandSpec.create().name("nftrace").version("nftrace 0.1.0");
        spec.usageMessage()
                .description("Shows the path of a packet through firewall rules, as the Linux kernel would walk it.");
        return spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version and exit.")
                        .build());
    }
}
