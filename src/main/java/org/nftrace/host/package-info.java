/// What a trace may know of the host that holds the rules: links, addresses, routes, rules, bridges, sysctls,
/// connections.
///
/// A [org.nftrace.host.Host] says which of these were given: an empty list of routes that was read is something
/// else than routes nobody told of. Readers turn the output of `ip`, `docker network inspect`, `sysctl` and
/// `conntrack` into it. This room uses `net` and `text`.
package org.nftrace.host;
