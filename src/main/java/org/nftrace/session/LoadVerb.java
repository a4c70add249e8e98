package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.report.Inventory;
import org.nftrace.report.Language;
import org.nftrace.text.Source;

/// `load FILE…`, `load -`: other rules in the place of those that are loaded.
final class LoadVerb implements Verb {
    private static final String PASTE = "-";

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String usage() {
        return "load FILE… | load -";
    }

    @Override
    public String summary() {
        return "read dumps in the place of those that are loaded";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Several files are judged together. 'load -' takes the lines that follow, up to a lone '.'.",
                "Dumps that do not parse are told, and what was loaded stays.");
    }

    @Override
    public boolean wantsLines(Call call) {
        return call.texts().equals(List.of(PASTE));
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        var sources = new ArrayList<Source>();
        if (wantsLines(call)) {
            sources.add(new Source("<paste>", String.join("\n", desk.more()) + "\n"));
        } else {
            for (Call.Word file : call.arguments()) {
                sources.addAll(desk.files().read(file));
            }
        }
        if (sources.isEmpty()) {
            throw new Refusal(call.end(), "the name of a dump was expected, or '-' for a paste");
        }
        return Answer.of(loaded(call, state, state.book().withDumps(sources), desk));
    }

    /// {@return the state with a book that parses}
    static State loaded(Call call, State state, Workbook fresh, Desk desk) throws Refusal {
        desk.print(fresh.loaded().diagnostics());
        if (fresh.loaded().hasErrors() || fresh.loaded().ruleset().tables().isEmpty()) {
            throw new Refusal(
                    call.words().getFirst().span(),
                    state.book().isEmpty() ? "nothing was loaded" : "nothing was loaded, what was loaded before stays");
        }
        new Inventory(language(state)).write(fresh.loaded().ruleset(), desk.out());
        return state.with(fresh);
    }

    static Language language(State state) {
        return state.settings().value("lang").equals("ja") ? Language.JA : Language.EN;
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return files.names(begun(call, argument));
    }

    static String begun(Call call, int argument) {
        return argument < call.arguments().size()
                ? call.arguments().get(argument).text()
                : "";
    }
}
