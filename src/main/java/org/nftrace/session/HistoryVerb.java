package org.nftrace.session;

import org.nftrace.report.Escape;

/// `history`: the lines of this session, numbered.
final class HistoryVerb implements Verb {
    @Override
    public String name() {
        return "history";
    }

    @Override
    public String usage() {
        return "history";
    }

    @Override
    public String summary() {
        return "list the lines of this session";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) {
        for (int i = 0; i < state.said().size(); i++) {
            desk.say("%4d  %s".formatted(i + 1, Escape.line(state.said().get(i))));
        }
        return Answer.of(state);
    }
}
