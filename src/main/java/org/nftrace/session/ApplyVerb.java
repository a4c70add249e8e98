package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.text.Source;

/// `apply FILE`: writes the changed dump. No firewall is touched.
final class ApplyVerb implements Verb {
    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String usage() {
        return "apply FILE [--force]";
    }

    @Override
    public String summary() {
        return "write the changed dump to a file; no firewall is touched";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (state.earlier().isEmpty()) {
            throw new Refusal(call.words().getFirst().span(), "nothing was tried");
        }
        if (call.arguments().isEmpty()) {
            throw new Refusal(call.end(), "the name of a file was expected");
        }
        var changed = new ArrayList<Source>();
        List<Source> before = state.earlier().getFirst().dumps();
        for (int i = 0; i < before.size(); i++) {
            Source dump = state.book().dumps().get(i);
            if (!dump.text().equals(before.get(i).text())) {
                changed.add(dump);
            }
        }
        if (changed.size() != 1) {
            throw new Refusal(
                    call.arguments().getFirst().span(),
                    changed.isEmpty() ? "the changes cancel each other" : "more than one dump was changed");
        }
        boolean over = call.texts().contains("--force");
        desk.files().write(call.arguments().getFirst(), changed.getFirst().text(), over);
        return Answer.of(state);
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return files.names(LoadVerb.begun(call, argument));
    }
}
