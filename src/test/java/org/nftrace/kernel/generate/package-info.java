/// Which hosts, rulesets and packets are worth asking the kernel about?
///
/// From a seed, [ScenarioGenerator] makes a [Scenario]: a world, rules and packets, all of them text that nft, iptables
/// and `ip` take. The same seed gives the same text. Addresses, ports and marks come from a small [Vocabulary], so that
/// rules and packets meet. What comes after a first packet (an answer, a retransmission, an error about it) depends on
/// how that was translated: [Conversation] makes it from what the kernel let out.
///
/// This room knows the languages, not what they mean: whether a rule matches is asked of the kernel alone.
package org.nftrace.kernel.generate;
