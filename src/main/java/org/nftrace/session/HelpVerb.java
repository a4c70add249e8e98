package org.nftrace.session;

import java.util.List;
import org.nftrace.text.Spelling;

/// `help [COMMAND]`.
final class HelpVerb implements Verb {
    private final Session session;

    HelpVerb(Session session) {
        this.session = session;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String usage() {
        return "help [COMMAND]";
    }

    @Override
    public String summary() {
        return "list the commands, or explain one";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            int width = session.verbs().keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            session.verbs()
                    .values()
                    .forEach(verb -> desk.say(
                            "  " + verb.name() + " ".repeat(width - verb.name().length()) + "  " + verb.summary()));
            return Answer.of(state);
        }
        var word = call.arguments().getFirst();
        var verb = session.verbs().get(word.text());
        if (verb == null) {
            throw new Refusal(
                    word.span(),
                    "'" + word.text() + "' is no command"
                            + Spelling.hint(word.text(), session.verbs().keySet()));
        }
        desk.say(verb.usage());
        desk.say("  " + verb.summary());
        verb.details().forEach(desk::say);
        return Answer.of(state);
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return argument > 0
                ? List.of()
                : session.verbs().values().stream()
                        .map(v -> Hint.of(v.name(), v.summary()))
                        .toList();
    }
}
