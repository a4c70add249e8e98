package org.nftrace.trace;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nftrace.packet.Packet;

/// The state of a walk between two steps. Immutable, so that the branches of a fork share what they have in common.
///
/// @param packet     as it is now
/// @param connection what conntrack has attached to it
/// @param route      where the last routing decision sends it
/// @param knowledge  what the branches taken say of what was not given
/// @param sets       what its rules have put into sets
/// @param told       assumptions that are among the steps already
record Moment(
        Packet packet,
        Optional<Connection> connection,
        Optional<Route> route,
        Knowledge knowledge,
        SetChanges sets,
        Set<Assumption> told) {

    static Moment of(Packet packet) {
        return new Moment(packet, Optional.empty(), Optional.empty(), Knowledge.NONE, SetChanges.NONE, Set.of());
    }

    Moment with(Packet changed) {
        return new Moment(changed, connection, route, knowledge, sets, told);
    }

    Moment with(Connection attached) {
        return new Moment(packet, Optional.of(attached), route, knowledge, sets, told);
    }

    Moment with(Route decided) {
        return new Moment(packet, connection, Optional.of(decided), knowledge, sets, told);
    }

    Moment with(Knowledge known) {
        return known == knowledge ? this : new Moment(packet, connection, route, known, sets, told);
    }

    Moment with(SetChanges changed) {
        return new Moment(packet, connection, route, knowledge, changed, told);
    }

    /// {@return this moment without a connection: none was looked up yet, or it is not valid}
    Moment unattached() {
        return new Moment(packet, Optional.empty(), route, knowledge, sets, told);
    }

    Moment telling(Assumption assumption) {
        var more = new HashSet<>(told);
        more.add(assumption);
        return new Moment(packet, connection, route, knowledge, sets, Set.copyOf(more));
    }

    private Moment with(Set<Assumption> assumptions) {
        return new Moment(packet, connection, route, knowledge, sets, assumptions);
    }

    /// {@return whether rules see the same}
    boolean seesAs(Moment other) {
        return isLike(other) && knowledge.equals(other.knowledge);
    }

    /// {@return whether the way from here on is the same, whatever was learnt on the way to it}
    boolean isLike(Moment other) {
        return packet.equals(other.packet)
                && connection.equals(other.connection)
                && route.equals(other.route)
                && sets.equals(other.sets);
    }

    /// {@return this moment with only what both know}
    ///
    /// @param before what was known when their ways parted
    Moment meet(Moment other, Knowledge before) {
        var both = new HashSet<>(told);
        both.retainAll(other.told);
        return with(before).with(Set.copyOf(both));
    }
}
