/// Network values that stand for themselves: an address, a prefix, a range, a protocol, an interface pattern.
///
/// All are immutable, compare by value, read the textual forms that `ip` and `nft` print and print
/// them back in the same canonical form. They know nothing of rules, packets or hosts. This room uses `text` at most.
package org.nftrace.net;
