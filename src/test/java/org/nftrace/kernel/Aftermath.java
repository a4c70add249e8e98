package org.nftrace.kernel;

import java.util.Optional;

/// What packets left behind on the host.
///
/// @param connections as /proc/net/nf_conntrack lists them
/// @param listing the rules as `nft -a list ruleset` prints them then, where some of them put things into sets
public record Aftermath(String connections, Optional<String> listing) {}
