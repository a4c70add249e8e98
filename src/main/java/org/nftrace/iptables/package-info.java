/// Reads what iptables, ip6tables and ipset print, and prints rulesets as `iptables-save` does.
///
/// [org.nftrace.iptables.IptablesReader] takes `-save` and `-S` output, fragments of it, command lines and `-L`
/// listings, several of them in one text; [org.nftrace.iptables.IptablesPrinter] prints tables back. What an extension
/// takes and means stands in the tables of `extension`. This room uses `ir`, `net`, `text` and the generated `grammar`.
package org.nftrace.iptables;
