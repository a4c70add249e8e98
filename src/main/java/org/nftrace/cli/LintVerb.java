package org.nftrace.cli;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.session.Call;
import org.nftrace.session.Desk;
import org.nftrace.session.Refusal;
import org.nftrace.session.State;
import org.nftrace.session.Verb;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `lint` of a session: `nftrace lint` of the rules that are loaded, with what was tried.
record LintVerb(Console console) implements Verb {
    private static CommandSpec spec() {
        return LintCommand.describe(CommandSpec.create().name("lint"));
    }

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public String usage() {
        return "lint [OPTION…]";
    }

    @Override
    public String summary() {
        return "say what a careful colleague would of the rules";
    }

    @Override
    public List<String> details() {
        return spec().options().stream()
                .map(option -> "  %-18s %s".formatted(option.longestName(), SessionConsole.description(option)))
                .toList();
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needRules(call.words().getFirst().span());
        var arguments = new ArrayList<>(call.texts());
        if (!arguments.contains("--lang") && state.settings().values().containsKey("lang")) {
            arguments.addAll(List.of("--lang", state.settings().values().get("lang")));
        }
        try {
            var parsed = new CommandLine(spec()).parseArgs(arguments.toArray(String[]::new));
            int code = LintCommand.again(
                    parsed, SessionConsole.of(console, desk), state.book().loaded());
            return new Answer(state, code, false);
        } catch (ParameterException e) {
            String message = Usage.message(e).replace("; see nftrace --help", "; 'help lint' lists the options");
            throw new Refusal(SessionConsole.place(call, message), message);
        } catch (Failure e) {
            throw new Refusal(SessionConsole.place(call, e.getMessage()), e.getMessage());
        }
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return spec().options().stream()
                .map(option -> Hint.of(option.longestName(), SessionConsole.description(option)))
                .toList();
    }
}
