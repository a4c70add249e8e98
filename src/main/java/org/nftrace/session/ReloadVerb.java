package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.text.Source;

/// `reload`: the same files again, as they are now; what was tried is forgotten.
final class ReloadVerb implements Verb {
    @Override
    public String name() {
        return "reload";
    }

    @Override
    public String usage() {
        return "reload";
    }

    @Override
    public String summary() {
        return "read the same files again, and forget what was tried";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needRules(call.words().getFirst().span());
        Workbook first =
                state.earlier().isEmpty() ? state.book() : state.earlier().getFirst();
        var dumps = again(first.dumps(), call, desk);
        var facts = again(first.facts(), call, desk);
        return Answer.of(LoadVerb.loaded(call, state, Workbook.of(dumps, facts, first.local()), desk));
    }

    private static List<Source> again(List<Source> sources, Call call, Desk desk) throws Refusal {
        var fresh = new ArrayList<Source>();
        for (Source source : sources) {
            // What was pasted is in no file.
            boolean file = !source.name().startsWith("<");
            fresh.addAll(
                    file
                            ? desk.files()
                                    .read(new Call.Word(
                                            source.name(),
                                            call.words().getFirst().span()))
                            : List.of(source));
        }
        return fresh;
    }
}
