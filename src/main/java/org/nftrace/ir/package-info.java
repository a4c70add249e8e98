/// The one form in which every ruleset is held, whatever dump it came from.
///
/// A [org.nftrace.ir.Ruleset] has [org.nftrace.ir.Table]s, a table [org.nftrace.ir.Chain]s and sets, a chain
/// [org.nftrace.ir.Rule]s, a rule a list of [org.nftrace.ir.Statement]s that run left to right. A statement that can
/// stop its rule is a [org.nftrace.ir.Match]; one comparison, [org.nftrace.ir.Match.Compare], of a
/// [org.nftrace.ir.Selector] with a [org.nftrace.ir.Value] serves nft and iptables alike.
///
/// All records are immutable. What stands for text carries its [org.nftrace.text.Span]. Families are sealed and
/// live in this package only, so that a switch without `default` over them is checked by the compiler.
/// This room uses `text` and `net`.
package org.nftrace.ir;
