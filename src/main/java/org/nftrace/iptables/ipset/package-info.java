/// Reads what `ipset save` and `ipset list` print, and says what a rule's `--match-set` asks for once its set is known.
///
/// An [org.nftrace.iptables.ipset.Ipset] is a set as it was dumped; [org.nftrace.iptables.ipset.IpsetReader] reads it
/// line by line, [org.nftrace.iptables.ipset.Members] its members by the parts that its type has.
/// [org.nftrace.iptables.ipset.Membership] turns a reference into conditions, and a set into one of the table's.
/// This room uses `iptables.extension`, `ir`, `net` and `text`.
package org.nftrace.iptables.ipset;
