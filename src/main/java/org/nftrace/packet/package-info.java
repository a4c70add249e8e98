/// The packet that is traced: what is known of it, and how a user describes it.
///
/// A [org.nftrace.packet.Packet] is an immutable set of facts, one for each [org.nftrace.packet.Fact]; what was
/// not said is not in it, and is unknown, never zero. This room uses `net` and `text`.
package org.nftrace.packet;
