/// How `iptables -L` words rules: its columns, and the sentences behind them.
///
/// A [org.nftrace.iptables.listing.Phrase] is the wording of one match or target, as a table of patterns and of the
/// options that `iptables -S` prints for them; [org.nftrace.iptables.listing.Wordings] goes through a row with them,
/// [org.nftrace.iptables.listing.Columns] takes the columns apart. To teach it a wording is to add a phrase.
/// This room uses `iptables.extension` for the names of matches, and `text`.
package org.nftrace.iptables.listing;
