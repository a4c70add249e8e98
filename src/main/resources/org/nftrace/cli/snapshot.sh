#!/bin/sh
# Prints what nftrace needs to know of this host: firewall rules, addresses, routes, connections. It changes nothing.
#
#     nftrace snapshot > snap.sh
#     ssh HOST sudo sh < snap.sh > host.snap
#     nftrace --ruleset host.snap --packet …
#
# Each output stands behind a line that names its command, and before a line with its exit status.

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL

# The script itself is on the standard input, so that no command may read from there.
section() {
    printf '### nftrace: %s\n' "$1"
    shift
    "$@" </dev/null 2>/dev/null
    printf '\n### nftrace-exit: %s\n' "$?"
}

run() {
    section "$*" "$@"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# Only names that stand in this file are loaded; to ask for others would load them.
has_legacy() {
    has "$1" && [ -s "$2" ]
}

net_sysctls() {
    sysctl -a | grep '^net\.'
}

networks() {
    # Word splitting is wanted: one word is one network.
    # shellcheck disable=SC2046
    docker network inspect $(docker network ls -q)
}

printf '### nftrace: snapshot 1\n'
run uname -sr
run nft --version
run nft -a list ruleset

# Rules that nft cannot show in full: iptables' extensions, and the tables of iptables-legacy.
if has iptables-nft-save || has iptables-legacy-save; then
    has iptables-nft-save && run iptables-nft-save -c
    has ip6tables-nft-save && run ip6tables-nft-save -c
    has_legacy iptables-legacy-save /proc/net/ip_tables_names && run iptables-legacy-save -c
    has_legacy ip6tables-legacy-save /proc/net/ip6_tables_names && run ip6tables-legacy-save -c
else
    has iptables-save && run iptables-save -c
    has ip6tables-save && run ip6tables-save -c
fi
has ipset && run ipset save

run ip addr
run ip -d link
run ip route show table all
run ip -6 route show table all
run ip rule
run ip -6 rule
run ip neigh
if has bridge; then
    run bridge -d link
    run bridge fdb show
fi
section 'sysctl -a' net_sysctls
has docker && section 'docker network inspect' networks

# Without the file, the kernel tracks no connections, and conntrack would load what does.
if [ -e /proc/sys/net/netfilter/nf_conntrack_count ]; then
    if has conntrack; then
        run conntrack -L
    else
        run cat /proc/net/nf_conntrack
    fi
fi
printf '### nftrace: end\n'
