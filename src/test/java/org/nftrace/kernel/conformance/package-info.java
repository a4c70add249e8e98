/// Does somebody who foretells packets' ways agree with the kernel, and if not, in how little can that be shown?
///
/// [Conformance] sends a scenario's packets through the kernel and asks a [Contender] about the same packets, with no
/// more than a user could hand over: [Evidence]. What differs is made as small as it gets by [Shrinker]. [Sweep] does
/// so for as many scenarios as one likes and counts in a [Coverage] what was met on the way.
///
/// [RealRulesets] does the same with what daemons wrote, [LegacyRun] with rules that the kernel counts and does not
/// trace, and [Mistakes] shows which wrong engines are found.
///
/// This room does not know who contends. The bridge to our own engine stands beside it, and nothing else here uses
/// that.
package org.nftrace.kernel.conformance;
