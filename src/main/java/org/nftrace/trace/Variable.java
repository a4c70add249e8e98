package org.nftrace.trace;

import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.CtDirection;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;

/// A number that is not known, by what it is: selectors that read the same thing are the same variable, so that what a
/// rule taught of `udp dport` holds for `th dport`.
sealed interface Variable {

    /// A fact that was not given.
    ///
    /// @param age how often it was rewritten to something unknown; negative in later fragments, whose bytes there are
    /// payload
    record OfPacket(Fact fact, int width, int age) implements Variable {}

    /// `ct original proto-dst`, where it is not the packet's own field.
    record OfTuple(CtDirection direction, Fact fact, int width) implements Variable {}

    /// `ct mark`, `ct state`
    record OfConnection(CtKey key, int width) implements Variable {}

    /// `fib daddr type`: the kind of this address.
    record KindOf(Address address, Optional<String> device) implements Variable {}

    /// `fib saddr . iif oif`: where the way to this address leads.
    record WayTo(Address address, Set<FibKey> keys) implements Variable {}

    /// `iiftype`, `iifgroup`: of an interface with this name, or of one whose name is not known.
    record OfInterface(InterfaceProperty property, Fact side, Optional<String> name, int width) implements Variable {}

    /// `meta mark & 0xff`: some bits of another.
    record Bits(Variable of, int low, int length) implements Variable {}

    /// What stands for itself: `tcp option maxseg size`, `meta day`, `socket transparent`.
    record Other(Selector selector, int width) implements Variable {}

    /// `numgen random mod 2`: another number each time it is asked for. Nothing can be learnt of it.
    record Chance() implements Variable {}

    /// {@return all values it may have at all}
    default Ranges universe() {
        return switch (this) {
            case OfPacket v -> Ranges.ofWidth(v.width());
            case OfTuple v -> Ranges.ofWidth(v.width());
            // A packet has one state, though each is a bit.
            case OfConnection(CtKey key, int width) ->
                key == CtKey.STATE ? ConnectionFacts.STATES : Ranges.ofWidth(width);
            case KindOf _ -> Ranges.ofWidth(4);
            case WayTo _ -> Ranges.ofWidth(128);
            case OfInterface v -> Ranges.ofWidth(v.width());
            case Bits v -> Ranges.ofWidth(v.length());
            case Other v -> Ranges.ofWidth(v.width());
            case Chance _ -> Ranges.ofWidth(128);
        };
    }
}
