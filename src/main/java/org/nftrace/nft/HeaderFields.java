package org.nftrace.nft;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The IPv6 extension headers, options and chunks that rules can name, each with its fields (nft(8), EXTENSION HEADER
/// EXPRESSIONS).
final class HeaderFields {
    private static final Map<String, Set<String>> FIELDS = table("""
        hbh: nexthdr hdrlength
        dst: nexthdr hdrlength
        frag: nexthdr reserved frag-off reserved2 more-fragments id
        mh: nexthdr hdrlength type reserved checksum
        rt: nexthdr hdrlength type seg-left
        rt0: reserved addr
        rt2: reserved addr
        rt4: last-entry flags tag sid
        srh: last-entry flags tag sid
        ip option lsrr: type length ptr addr
        ip option rr: type length ptr addr
        ip option ssrr: type length ptr addr
        ip option ra: type length value
        tcp option eol: kind
        tcp option nop: kind
        tcp option maxseg: kind length size
        tcp option window: kind length count
        tcp option sack-perm: kind length
        tcp option sack: kind length left right
        tcp option sack0: kind length left right
        tcp option sack1: kind length left right
        tcp option sack2: kind length left right
        tcp option sack3: kind length left right
        tcp option timestamp: kind length tsval tsecr
        tcp option fastopen: kind length
        tcp option md5sig: kind length
        tcp option mptcp: kind length subtype
        sctp chunk data: type flags length tsn stream ssn ppid
        sctp chunk init: type flags length init-tag a-rwnd num-outbound-streams num-inbound-streams initial-tsn
        sctp chunk init-ack: type flags length init-tag a-rwnd num-outbound-streams num-inbound-streams initial-tsn
        sctp chunk sack: type flags length cum-tsn-ack a-rwnd num-gap-ack-blocks num-dup-tsns
        sctp chunk heartbeat: type flags length
        sctp chunk heartbeat-ack: type flags length
        sctp chunk abort: type flags length
        sctp chunk shutdown: type flags length cum-tsn-ack
        sctp chunk shutdown-ack: type flags length
        sctp chunk error: type flags length
        sctp chunk cookie-echo: type flags length
        sctp chunk cookie-ack: type flags length
        sctp chunk ecne: type flags length lowest-tsn
        sctp chunk cwr: type flags length lowest-tsn
        sctp chunk shutdown-complete: type flags length
        sctp chunk asconf-ack: type flags length seqno
        sctp chunk forward-tsn: type flags length new-cum-tsn
        sctp chunk asconf: type flags length seqno
        """);

    private HeaderFields() {}

    /// {@return the fields of what is called `tcp option maxseg`, or nothing when there is no such thing}
    static Optional<Set<String>> of(String name) {
        return Optional.ofNullable(FIELDS.get(name));
    }

    /// {@return the last words of all names that begin with `tcp option`}
    static String named(String header) {
        return FIELDS.keySet().stream()
                .filter(name -> name.startsWith(header + " "))
                .map(name -> name.substring(header.length() + 1))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Set<String>> table(String lines) {
        return lines.lines()
                .map(line -> line.split(": "))
                .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> Set.of(line[1].split(" "))));
    }
}
