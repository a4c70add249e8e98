package org.nftrace.cli;

import org.nftrace.cli.shell.Shell;
import picocli.CommandLine.ParseResult;

/// `nftrace completion SHELL`: prints the script that completes command lines of the program in a shell.
final class CompletionCommand {
    private CompletionCommand() {}

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        var shell = Choice.of("SHELL", parsed.matchedPositionalValue(0, ""), Shell.class);
        console.out().print(shell.script(Main.nftrace()));
        return 0;
    }
}
