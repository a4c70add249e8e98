package org.nftrace.trace;

import java.util.Optional;
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
        Assumptions told) {

    static Moment of(Packet packet) {
        return new Moment(
                packet, Optional.empty(), Optional.empty(), Knowledge.NONE, SetChanges.NONE, new Assumptions.None());
    }

    /// {@return what a statement sees of it}
    View seenFrom(At at, Terrain terrain) {
        return new View(packet, connection, route, at.layer(), at.hook(), terrain, knowledge, sets);
    }

    /// {@return whether it was this moment that the view was made of, or one that looks the same}
    @SuppressWarnings({"ReferenceEquality", "OptionalEquality"})
    boolean isSeenBy(View view) {
        return view.packet() == packet
                && view.connection() == connection
                && view.route() == route
                && view.knowledge() == knowledge
                && view.sets() == sets;
    }

    @SuppressWarnings("ReferenceEquality")
    Moment with(Packet changed) {
        return changed == packet ? this : new Moment(changed, connection, route, knowledge, sets, told);
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
        return new Moment(packet, connection, route, knowledge, sets, told.and(assumption));
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
        return new Moment(packet, connection, route, before, sets, told.shared(other.told));
    }
}
