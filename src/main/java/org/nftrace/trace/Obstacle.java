package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Verdict;

/// What keeps a packet from a rule or a chain.
public sealed interface Obstacle {

    /// The rule is asked, and this statement of it does not hold.
    ///
    /// @param seen what the packet has there, where it is known
    record Fails(Place place, Statement failed, Optional<Seen> seen) implements Obstacle {}

    /// A rule that is asked before takes the packet away.
    record TakenBy(Place place, Verdict verdict) implements Obstacle {}

    /// It ends before it comes there.
    record Ended(Outcome outcome) implements Obstacle {}

    /// It does not come by the hook: it goes another way.
    ///
    /// @param rewritten what changed its destination before it was routed
    /// @param route     where it goes instead; absent when it was not routed
    record OtherWay(Hook hook, Optional<Step.Rewrote> rewritten, Optional<Route> route) implements Obstacle {}

    /// The table is for packets of another family.
    record OtherFamily(Family family) implements Obstacle {}

    /// The chain is asked at other interfaces.
    record OtherDevice(List<String> devices) implements Obstacle {
        public OtherDevice {
            devices = List.copyOf(devices);
        }
    }

    /// No nat chain is asked of such a packet: its connection is settled, or it has none.
    record NatNotAsked(Hook hook) implements Obstacle {}

    /// No rule leads to the chain.
    record NothingLeads(Chain chain) implements Obstacle {}

    /// No rule that leads to the chain does so for this packet.
    ///
    /// @param calls the rules that could, the nearest first
    record NotCalled(Chain chain, List<Call> calls) implements Obstacle {
        public NotCalled {
            calls = List.copyOf(calls);
        }
    }

    /// A rule that jumps or goes to a chain, and what keeps the packet from it.
    record Call(Place place, Obstacle why) {}
}
