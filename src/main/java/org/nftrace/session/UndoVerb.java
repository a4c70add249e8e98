package org.nftrace.session;

/// `undo`: the rules as they were before the last `try`.
final class UndoVerb implements Verb {
    @Override
    public String name() {
        return "undo";
    }

    @Override
    public String usage() {
        return "undo";
    }

    @Override
    public String summary() {
        return "take the last change back";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (state.earlier().isEmpty()) {
            throw new Refusal(call.words().getFirst().span(), "nothing was tried");
        }
        var before = state.earlier().subList(0, state.earlier().size() - 1);
        return Answer.of(state.trying(state.earlier().getLast(), before));
    }
}
