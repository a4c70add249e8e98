/// Exact sets of packets, and what each rule and chain does to them: the ground of every proof.
///
/// A [org.nftrace.space.Space] is made over the conditions of some rules. It codes every
/// [org.nftrace.trace.Dimension] by the stretches between which those conditions tell numbers apart, and holds sets
/// as binary decision diagrams over the codes; so all that rules compare is exact, and what no rule tells apart costs
/// nothing. Dimensions are taken to be independent: a set may hold packets that no wire carries, never lack one.
///
/// A condition that may answer otherwise each time (`limit`) is a [org.nftrace.space.Region]: packets that may match
/// and packets that must. [org.nftrace.space.Reach] walks chains with sets as the tracer walks them with a packet.
/// What may match may go either way; only what must match is taken from the rules behind. A rewrite forgets what was
/// known of the number (or makes it the constant), and of all that may follow from it. So the set that reaches a rule
/// is never too small, and a rule that no set reaches is reached by no packet.
///
/// [org.nftrace.space.Passage] takes a set through all tables of some hooks, and through nat.
///
/// Nodes and steps are bounded; beyond them a table is undecided ([org.nftrace.space.Undecided]).
/// What a condition means is asked of `trace`; this room uses `trace` and what it stands on.
package org.nftrace.space;
