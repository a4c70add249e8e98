package org.nftrace.trace;

import java.util.List;
import java.util.Optional;

/// What a packet goes through from one rule on, as far as glances tell: to the end of the rule's chain, to a verdict
/// that leaves it, or to a rule of which more is to be said or done. It is the same for all packets that look alike
/// there, so its steps are made once.
///
/// @param gaps   rules that are passed over, where they are among the steps that are told
/// @param course of the path behind it
/// @param turned where the path turned back last
/// @param halt   where it goes on, unless the chain is left
record Stretch(Steps.Told told, List<Gap> gaps, Path.Course course, Optional<Path.Return> turned, Optional<Halt> halt)
        implements Stretches.Way {

    /// A rule of which more is to be said or done, from a statement of it on.
    ///
    /// @param jumps that led to it from the chain of the stretch, first to last
    record Halt(List<ReadyVerdict> jumps, ReadyRule rule, int statement) {

        /// {@return the rule of the chain into which the first `jump` of the jumps led: the next of them, or where it
        /// halted}
        ReadyRule rule(int jump) {
            return jump == jumps.size() ? rule : jumps.get(jump).rule();
        }
    }
}
