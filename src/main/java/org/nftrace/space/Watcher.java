package org.nftrace.space;

import java.util.function.Supplier;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;

/// Is told what happens while sets are walked through chains. A chain that is called twice is walked twice.
public interface Watcher {
    /// These packets come to a chain.
    default void enters(Chain chain, PacketSet set) {}

    /// These packets come to the rule; none, perhaps.
    default void reaches(Rule rule, Supplier<PacketSet> set) {}

    /// For these packets all conditions of the rule may hold.
    default void matches(Rule rule, PacketSet set) {}

    /// The rule ends the base chain for these packets.
    ///
    /// @param must those that it ends there whatever the answers to what is asked anew each time
    default void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {}

    /// The rule may translate these packets. Those that it surely does, it [#ends].
    default void translates(Rule rule, Action.Nat nat, PacketSet set) {}

    /// The rule ends its chain for these packets, by `return` or `goto`.
    default void leaves(Rule rule, PacketSet set) {}

    /// {@return whether, where a rule ends the base chain, it matters only that some packets match; then nothing else
    /// is told of the rule, and nothing of what is left for the policy}
    default boolean countsOnly() {
        return false;
    }

    /// Some packets match the rule, and it ends the base chain.
    default void counts(Rule rule) {}

    /// {@return whether to walk as if the rule were not there}
    default boolean skips(Rule rule) {
        return false;
    }
}
