/// The engine: which way a packet takes through the rules, step by step, as the kernel would.
///
/// A [org.nftrace.trace.Tracer] is made once from a ruleset and a host and gives a [org.nftrace.trace.Trace] for each
/// packet: a list of [org.nftrace.trace.Step]s. It never prints, words or numbers anything; `report` does. What cannot
/// be decided forks the walk; what was concluded without being told is an [org.nftrace.trace.Assumption] among the
/// steps. This room uses `ir`, `packet`, `host`, `net` and `text`.
package org.nftrace.trace;
