package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.net.Address;
import org.nftrace.text.Source;

/// `save FILE`: the lines that bring a session here again, for `source`.
final class SaveVerb implements Verb {
    @Override
    public String name() {
        return "save";
    }

    @Override
    public String usage() {
        return "save FILE [--force]";
    }

    @Override
    public String summary() {
        return "write the lines that 'source' needs to come here again";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            throw new Refusal(call.end(), "the name of a file was expected");
        }
        var lines = new ArrayList<String>();
        lines.addAll(state.settings().lines());
        names("load ", state.book().dumps()).ifPresent(lines::add);
        names("host ", state.book().facts()).ifPresent(lines::add);
        if (!state.book().local().isEmpty()) {
            lines.add("local "
                    + state.book().local().stream()
                            .map(Address::toString)
                            .sorted()
                            .collect(Collectors.joining(" ")));
        }
        state.said().stream().filter(line -> line.startsWith("try ")).forEach(line -> {
            if (!state.earlier().isEmpty()) {
                lines.add(line);
            }
        });
        state.packet().ifPresent(packet -> lines.add("packet " + packet));
        boolean over = call.texts().contains("--force");
        desk.files().write(call.arguments().getFirst(), String.join("\n", lines) + "\n", over);
        return Answer.of(state);
    }

    private static Optional<String> names(String verb, List<Source> sources) {
        String names = sources.stream()
                .map(Source::name)
                .filter(name -> !name.startsWith("<"))
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? Optional.empty() : Optional.of(verb + names);
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return files.names(LoadVerb.begun(call, argument));
    }
}
