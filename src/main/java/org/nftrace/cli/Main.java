package org.nftrace.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program: `nftrace [COMMAND] [OPTION …]`.
@Command(
        name = "nftrace",
        version = "nftrace 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Shows the path of a packet through firewall rules, as the Linux kernel would walk it.")
public final class Main implements Callable<Integer> {
    private final Console console;

    private Main(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        System.exit(run(List.of(args), Console.ofProcess()));
    }

    /// {@return the exit code of one call of the program}
    public static int run(List<String> args, Console console) {
        var commands = new CommandLine(new Main(console)).setOut(console.out()).setErr(console.err());
        int code = commands.execute(args.toArray(String[]::new));
        console.out().flush();
        console.err().flush();
        return code;
    }

    @Override
    public Integer call() {
        console.err().println("nftrace: nothing to do; see nftrace --help");
        return 2;
    }
}
