package org.nftrace.trace;

import java.util.List;
import java.util.stream.LongStream;

/// What a quantity may be for a packet.
sealed interface Possible {

    /// It is this.
    record One(Word value, List<Assumption> rests) implements Possible {}

    /// It is one of several.
    ///
    /// @param variable what it is, for what branches teach of it
    /// @param ranges   what it may be by all that was told and learnt
    /// @param assumed  what it may be if the assumptions of `rests` are right as well; otherwise the same
    /// @param question what would have to be known
    record Several(Variable variable, Ranges ranges, Ranges assumed, List<Assumption> rests, Question question)
            implements Possible {}

    /// States, protocols, kinds of addresses are small numbers.
    List<Possible> SMALL = LongStream.range(0, 512)
            .<Possible>mapToObj(value -> new One(Word.of(value), List.of()))
            .toList();

    static Possible known(long value) {
        return value >= 0 && value < SMALL.size() ? SMALL.get((int) value) : new One(Word.of(value), List.of());
    }

    static Possible known(Word value) {
        return new One(value, List.of());
    }

    /// {@return what the branch's knowledge leaves of the variable}
    static Possible open(Variable variable, View view, Question question) {
        return open(variable, variable.universe(), view, question);
    }

    /// {@return what the branch's knowledge leaves of these values of the variable}
    static Possible open(Variable variable, Ranges told, View view, Question question) {
        Ranges left = view.knowledge().possible(variable).and(told);
        return left.only().map(Possible::known).orElseGet(() -> new Several(variable, left, left, List.of(), question));
    }
}
