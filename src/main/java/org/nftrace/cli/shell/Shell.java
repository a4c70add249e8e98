package org.nftrace.cli.shell;

import picocli.CommandLine.Model.CommandSpec;

/// A shell whose command lines can be completed.
public enum Shell {
    BASH,
    ZSH,
    FISH;

    /// {@return the script that completes the command lines of the program whose model this is}
    public String script(CommandSpec root) {
        var program = Program.of(root);
        return switch (this) {
            case BASH -> BashCompletion.of(program);
            case ZSH -> ZshCompletion.of(program);
            case FISH -> FishCompletion.of(program);
        };
    }

    /// {@return where the shell looks for it, below a folder such as `/usr/local/share`}
    public String file(String program) {
        return switch (this) {
            case BASH -> "bash-completion/completions/" + program;
            case ZSH -> "zsh/site-functions/_" + program;
            case FISH -> "fish/vendor_completions.d/" + program + ".fish";
        };
    }
}
