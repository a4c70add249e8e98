package org.nftrace.ir;

/// Anything that has a value when a packet is at hand: a [Selector] reads it from packet or host, a [Value] is written
/// in the rule.
public sealed interface Expression permits Selector, Value {}
