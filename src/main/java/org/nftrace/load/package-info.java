/// From files to what a trace needs: what each input is, which reader takes it, and what its names stand for.
///
/// A [org.nftrace.load.Loader] takes sources as the user named them. A [org.nftrace.load.Paste] tells which parts of a
/// text are nft's and which iptables', the readers read them in place, [org.nftrace.load.Views] makes one of what
/// several dumps tell of a table, [org.nftrace.load.Ipsets] hands sets to the tables, [org.nftrace.load.Names] then
/// says which chains and sets are missing and which jumps go in circles. What comes out is [org.nftrace.load.Loaded];
/// what is wrong in the input is a diagnostic in it. This room uses the readers in `nft`, `iptables` and `host` and
/// what they stand on.
package org.nftrace.load;
