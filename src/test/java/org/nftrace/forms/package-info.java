/// Holds the ways in which one ruleset is written against each other: `iptables-save`, `-S`, `-nvL` and the listing of
/// nft must give one packet one way.
package org.nftrace.forms;
