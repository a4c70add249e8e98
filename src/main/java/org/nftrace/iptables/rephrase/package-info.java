/// Says nft's rules in the words of iptables.
///
/// A [org.nftrace.iptables.rephrase.Rephrasing] lays the chains of nft tables out over the tables that iptables has,
/// and a [org.nftrace.iptables.rephrase.RuleRephraser] makes rules of each rule: one for each element of a set and for
/// each thing done, since a rule of iptables has one address and one target. Which option says a condition is found by
/// [org.nftrace.iptables.extension.Raised]. What comes out is the ir again, as if it had been read from an
/// `iptables-save`; what cannot be said is told with its place. This room uses `extension`, `ir`, `text`.
package org.nftrace.iptables.rephrase;
