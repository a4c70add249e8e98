/// nft text to ir and back: what `nft list ruleset` prints, and what people write for `nft -f`.
///
/// [org.nftrace.nft.NftReader] cuts a text into pieces (a rule, a declaration, an element), parses each and reads the
/// tree into the ir at once: one reader a concept, one method a grammar rule. [org.nftrace.nft.NftPrinter] writes
/// the ir as nft 1.1 would list it. Words are cut by the grammar and understood by the type they are compared with,
/// which [org.nftrace.nft.Kinds] knows of every expression, for readers and printers alike. For the JSON of nft,
/// [org.nftrace.nft.JsonListing] and [org.nftrace.nft.JsonPrinter] do the same.
///
/// This room uses `ir` and what ANTLR makes of `grammar`. It does not know iptables, packets or the trace; whether
/// chains and sets that are referred to exist is not asked here.
package org.nftrace.nft;
