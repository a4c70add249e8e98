package org.nftrace.session;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nftrace.repl.Shell;
import org.nftrace.text.Source;
import org.nftrace.text.Spelling;

/// A session: it knows the verbs, keeps the state from line to line, and answers the loop.
public final class Session implements Shell {
    private static final int ERROR = 2;

    private final Map<String, Verb> verbs = new LinkedHashMap<>();
    private final Desk.Files files;
    private State state;

    /// @param others verbs that are commands of the program too
    public Session(State first, Desk.Files files, List<Verb> others) {
        this.state = first;
        this.files = files;
        Verbs.all(this).forEach(verb -> verbs.put(verb.name(), verb));
        others.forEach(verb -> verbs.put(verb.name(), verb));
    }

    /// {@return all verbs, by name}
    Map<String, Verb> verbs() {
        return verbs;
    }

    @Override
    public String prompt() {
        String dumps = state.book().dumps().stream()
                .map(Source::name)
                .map(Session::last)
                .collect(Collectors.joining(" "));
        String tried = state.earlier().isEmpty() ? "" : " +" + state.earlier().size();
        return "nftrace" + (dumps.isEmpty() ? "" : " " + dumps + tried) + "> ";
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replaceAll("[<>]", "");
    }

    @Override
    public String aside() {
        return state.packet().orElse("");
    }

    @Override
    public boolean wantsLines(String line) {
        var call = Call.of(line);
        return !call.isEmpty()
                && verbs.containsKey(call.verb())
                && verbs.get(call.verb()).wantsLines(call);
    }

    @Override
    public Turn run(Asked asked, PrintWriter out) {
        var call = Call.of(asked.line());
        var desk = new Desk(files, out, asked.more(), asked.columns(), asked.colour());
        try {
            var answer = run(call, state, desk);
            return new Turn(answer.code(), answer.ends(), () -> keep(answer.state(), asked.line()));
        } catch (Refusal e) {
            desk.print(e.diagnostics());
            return new Turn(ERROR, false, () -> keep(state, asked.line()));
        }
    }

    private void keep(State next, String line) {
        var said = new ArrayList<>(state.said());
        said.add(line);
        state = next.saying(said);
    }

    /// {@return what a line comes to in a state}
    Verb.Answer run(Call call, State before, Desk desk) throws Refusal {
        if (call.isEmpty()) {
            return Verb.Answer.of(before);
        }
        return verb(call).run(call, before, desk);
    }

    private Verb verb(Call call) throws Refusal {
        var verb = verbs.get(call.verb());
        if (verb == null) {
            throw new Refusal(
                    call.words().getFirst().span(),
                    "'" + call.verb() + "' is no command" + Spelling.hint(call.verb(), verbs.keySet())
                            + "; 'help' lists them");
        }
        return verb;
    }

    @Override
    public List<Candidate> candidates(String line, int cursor) {
        var call = Call.of(line.substring(0, cursor));
        boolean fresh = cursor == 0 || Character.isWhitespace(line.charAt(cursor - 1));
        int word = call.words().size() - (fresh ? 0 : 1);
        String begun = fresh ? "" : call.words().getLast().span().text();
        List<Verb.Hint> hints;
        if (word == 0) {
            hints = verbs.values().stream()
                    .map(v -> Verb.Hint.of(v.name(), v.summary()))
                    .toList();
        } else {
            var verb = verbs.get(call.verb());
            hints = verb == null ? List.of() : verb.hints(call, word - 1, state, files);
        }
        String start = begun.toLowerCase(Locale.ROOT);
        return hints.stream()
                .filter(hint -> hint.text().toLowerCase(Locale.ROOT).startsWith(start))
                .map(hint -> new Candidate(hint.text(), hint.note(), hint.whole()))
                .toList();
    }

    @Override
    public List<Piece> pieces(String line) {
        return Colours.of(line, verbs.keySet());
    }
}
