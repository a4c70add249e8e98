/// What does the running kernel do with this packet, under these rules?
///
/// A [World] describes a host, its links and what lies behind them. A [LiveWorld] is that world made of network
/// namespaces without names, held by threads of this process, so that nothing outlives it and any number of runs go
/// side by side. A [KernelRun] loads a ruleset there, sends [Probe]s one by one and reads the kernel's own trace of
/// each: the same messages that `nft monitor trace` prints, with the connection tracking state that it leaves out.
/// What comes back is an [Outcome] a packet; its [PathLine]s are what an engine is held against.
///
/// This room uses nothing of ours and nothing but the JDK: it is the judge, so it must not share our opinions. Only its
/// tests hold ours against it, as [RoutingTest] does with routes.
package org.nftrace.kernel;
