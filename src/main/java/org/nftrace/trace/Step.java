package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.packet.Packet;

/// One thing that happens to the packet on its way. `report` words and numbers them; verbosity prunes them.
public sealed interface Step {

    /// The packet comes to a hook. Bridges ask the hooks of `BRIDGE` and, inside them, those of `IP` and `IP6`.
    ///
    /// @param layer  IP, IP6, ARP, BRIDGE or NETDEV: whose hook it is, not of which family the tables are
    /// @param inside the hook runs inside that of a bridge, which br_netfilter calls it from
    /// @param packet as it is now
    record EnteredHook(Family layer, Hook hook, boolean inside, Packet packet) implements Step {}

    /// A base chain begins.
    record EnteredBaseChain(Table table, Chain chain) implements Step {}

    /// A rule was passed over: it did not match.
    ///
    /// @param failed the first statement that did not hold
    /// @param seen   what the packet had there, where it is known
    record PassedOver(Place place, Statement failed, Optional<Seen> seen) implements Step {}

    /// A rule matched, all of its statements ran. Jumps go on with [EnteredChain], rewrites with [Rewrote].
    ///
    /// @param verdict `continue` when the rule decides nothing
    record Matched(Place place, Verdict verdict) implements Step {}

    /// A jump or goto arrived.
    record EnteredChain(Table table, Chain chain) implements Step {}

    /// The walk comes back from a regular chain.
    ///
    /// @param by   the rule that said `return`; absent at the chain's end
    /// @param from the chain that was left
    /// @param to   the rule whose jump led there; absent when the base chain's policy is next
    record Returned(Optional<Place> by, Chain from, Optional<Place> to) implements Step {}

    /// A base chain came to its end, or to a `return` of its own: its policy speaks.
    record PolicyApplied(Table table, Chain chain, Chain.Policy policy) implements Step {}

    /// The packet was changed: by a rule, or by conntrack, which translates all but the first packet of a connection.
    record Rewrote(Packet before, Packet after, Cause cause) implements Step {}

    /// Connection tracking looked at the packet: from here on `ct` can be asked.
    record Tracked(Connection connection) implements Step {}

    /// The routing decision: where the packet goes from here.
    record Routed(Route route) implements Step {}

    /// Something was concluded without being told.
    record Assumed(Assumption assumption) implements Step {}

    /// The kernel stopped the packet without any rule.
    record Dropped(DropReason reason) implements Step {}

    /// What became of the packet. The last step, unless the walk forked.
    record Decided(Outcome outcome) implements Step {}

    /// The walk could not tell which way: all are followed.
    ///
    /// What comes after it in the list holds for every branch that is still open: those whose own steps do not end in
    /// [Decided], here or in all branches of a fork of their own. A fork with nothing after it has no open branch.
    record Forked(Question question, List<Branch> branches) implements Step {
        public Forked {
            branches = List.copyOf(branches);
        }
    }

    /// What happens under one answer to the question of a fork.
    record Branch(Condition condition, List<Step> steps) {
        public Branch {
            steps = Steps.copyOf(steps);
        }
    }
}
