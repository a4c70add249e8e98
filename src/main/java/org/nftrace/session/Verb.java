package org.nftrace.session;

import java.util.List;

/// A command of the session.
public interface Verb {
    String name();

    /// {@return `trace [PACKET] [OPTION …]`}
    String usage();

    /// {@return one line on what it does}
    String summary();

    /// {@return what `help VERB` says besides}
    default List<String> details() {
        return List.of();
    }

    /// {@return whether the lines that follow, up to a lone `.`, belong to the call}
    default boolean wantsLines(Call call) {
        return false;
    }

    Answer run(Call call, State state, Desk desk) throws Refusal;

    /// {@return what the argument with this index may be; those that do not begin as it does are left out later}
    default List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return List.of();
    }

    /// What came of a call.
    ///
    /// @param code as the program would exit with
    /// @param ends whether the session is over
    record Answer(State state, int code, boolean ends) {
        public static Answer of(State state) {
            return new Answer(state, 0, false);
        }
    }

    /// What an argument may be.
    ///
    /// @param note  said beside it; may be empty
    /// @param whole whether a blank follows
    record Hint(String text, String note, boolean whole) {
        public static Hint of(String text) {
            return new Hint(text, "", true);
        }

        public static Hint of(String text, String note) {
            return new Hint(text, note, true);
        }
    }
}
