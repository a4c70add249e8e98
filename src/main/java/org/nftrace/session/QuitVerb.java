package org.nftrace.session;

/// `quit`: the session is over; so does the end of the input.
final class QuitVerb implements Verb {
    @Override
    public String name() {
        return "quit";
    }

    @Override
    public String usage() {
        return "quit";
    }

    @Override
    public String summary() {
        return "end the session (as Ctrl-D does)";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) {
        return new Answer(state, 0, true);
    }
}
