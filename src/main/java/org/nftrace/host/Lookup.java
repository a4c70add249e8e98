package org.nftrace.host;

/// What came of asking for a route.
public sealed interface Lookup {

    /// This route takes the packet, which may well be one that refuses it; of several ways out, all that may be chosen
    /// are in it.
    record Found(Route route) implements Lookup {}

    /// No table has a route.
    record NoRoute() implements Lookup {}

    /// A routing rule refuses the packet: `prohibit`, `blackhole`, `unreachable`.
    record Refused(RoutingRule rule, Route.Type type) implements Lookup {}

    /// It cannot be told, because something is not known.
    ///
    /// @param otherwise what follows if what is not known does not concern this packet
    record Open(Missing missing, Lookup otherwise) implements Lookup {}

    /// What would have to be known.
    sealed interface Missing {
        /// Routes of this table that were not told of.
        record Routes(Told.Table table) implements Missing {}

        /// Whether this rule takes the packet.
        ///
        /// @param then what follows if it does
        record RuleTakes(RoutingRule rule, Lookup then) implements Missing {}

        /// Whether this route is for the packet's source or type of service.
        record RouteIsFor(Route route) implements Missing {}
    }
}
