package org.nftrace.cli;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.session.Call;
import org.nftrace.session.Desk;
import org.nftrace.text.Span;
import picocli.CommandLine.Model.OptionSpec;

/// How the program's commands are run in a session.
final class SessionConsole {
    private SessionConsole() {}

    /// {@return a console that writes onto the desk; nothing can be read from it, the session's lines come from there}
    static Console of(Console console, Desk desk) {
        var environment = new HashMap<>(console.environment());
        environment.put("COLUMNS", Integer.toString(desk.columns()));
        var screen =
                new Screen(false, desk.colour(), desk.colour(), Optional.empty(), () -> OptionalInt.of(desk.columns()));
        return new Console(
                InputStream.nullInputStream(), desk.out(), desk.out(), console.directory(), environment, screen);
    }

    /// {@return the word that a message quotes}
    static Span place(Call call, String message) {
        return call.arguments().stream()
                .filter(word -> message.contains("'" + word.text() + "'"))
                .map(Call.Word::span)
                .findFirst()
                .orElse(call.words().getFirst().span());
    }

    /// {@return what an option is for, with the words that it takes}
    static String description(OptionSpec option) {
        String words = option.completionCandidates() == null ? "" : String.join(", ", option.completionCandidates());
        return String.join(" ", option.description()).replace("${COMPLETION-CANDIDATES}", words);
    }
}
