/// What the extensions of iptables take and mean: one entry for each match and target, one row for each option.
///
/// An [org.nftrace.iptables.extension.Extension] is a name and its [org.nftrace.iptables.extension.Row]s in the order
/// in which `iptables-save` prints them. A row has a [org.nftrace.iptables.extension.Shape] (how many words follow,
/// which are allowed, how they are spelled canonically) and what the option means in the shared ir. The entries stand
/// in files by concept (ports, connections, marks, …), [org.nftrace.iptables.extension.Extensions] finds them by name.
/// To add a match is to add an entry. Canonical spellings are those of iptables 1.8. This room uses `ir`, `net`,
/// `text`.
package org.nftrace.iptables.extension;
