package org.nftrace.session;

import java.util.List;
import org.nftrace.text.Spelling;

/// `set NAME VALUE`: how all traces that follow are told.
final class SetVerb implements Verb {
    @Override
    public String name() {
        return "set";
    }

    @Override
    public String usage() {
        return "set [NAME VALUE]";
    }

    @Override
    public String summary() {
        return "choose format, language and detail for what follows";
    }

    @Override
    public List<String> details() {
        return Settings.CHOICES.entrySet().stream()
                .map(e -> "  " + e.getKey() + " " + String.join(" | ", e.getValue()))
                .toList();
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            Settings.CHOICES
                    .keySet()
                    .forEach(name -> desk.say(name + " " + state.settings().value(name)));
            return Answer.of(state);
        }
        var name = call.arguments().getFirst();
        var choices = Settings.CHOICES.get(name.text());
        if (choices == null) {
            throw new Refusal(
                    name.span(),
                    "'" + name.text() + "' cannot be set" + Spelling.hint(name.text(), Settings.CHOICES.keySet())
                            + "; expected " + String.join(", ", Settings.CHOICES.keySet()));
        }
        if (call.arguments().size() != 2) {
            throw new Refusal(call.end(), "one of " + String.join(", ", choices) + " was expected");
        }
        var value = call.arguments().get(1);
        if (!choices.contains(value.text())) {
            throw new Refusal(
                    value.span(),
                    "'" + value.text() + "' is no " + name.text() + Spelling.hint(value.text(), choices) + "; expected "
                            + String.join(", ", choices));
        }
        return Answer.of(state.with(state.settings().with(name.text(), value.text())));
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return (argument == 0
                        ? Settings.CHOICES.keySet().stream()
                        : Settings.CHOICES.getOrDefault(call.texts().getFirst(), List.of()).stream())
                .map(Hint::of)
                .toList();
    }
}
