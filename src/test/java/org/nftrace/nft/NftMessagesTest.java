package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nftrace.text.Source;

/// What is said of a bad text, and where.
class NftMessagesTest {

    private static String messages(String text) {
        return NftReader.read(new Source("x", text)).diagnostics().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        tcp dport 70000                  | 11: '70000' is too large for port of 16 bits
        tcp dport { 22, 80 accept        | 20: unexpected 'accept', expected '}' or ','
        tcp dport { 22 80 }              | 16: unexpected '80', expected '}' or ','
        tcp dport 22,80                  | 13: unexpected ',': several values stand in braces, as in '{ 22, 80 }'
        tcp dport accept                 | 11: 'accept' is no port
        tcp dport                        | 10: unexpected end, expected a comparison or a value
        udp prt 22                       | 1: unknown field 'udp prt', udp has sport, dport, length, checksum
        ip saddr 10.0.0.256              | 10: '10.0.0.256' is no IP address
        ip saddr 10.0.0.0/33             | 10: '/33' is too long a prefix, at most /32
        ip saddr fe80::1                 | 10: 'fe80::1' is no IPv4 address
        ip saddr                         | 9: unexpected end, expected a comparison or a value
        ip saddr @                       | 11: unexpected end, expected a name
        ip saddr "x                      | 10: unclosed string, expected '"' on the same line
        ip saddr { 192.0.2.1 : accept }  | 24: an element of a set is mapped to nothing, expected ',' or '}'
        ip saddr vmap { 192.0.2.1 }      | 17: expected 'key : verdict' in a verdict map
        ether saddr 10.0.0.1             | 13: '10.0.0.1' is no MAC address
        ct state nwe                     | 10: 'nwe' is no ct state, expected one of invalid, established, related, new, untracked
        ct state established related     | 22: unexpected 'related', expected a statement or the end of the line
        ct foo 1                         | 4: unknown ct key 'foo'
        meta foo 1                       | 1: unknown meta key 'foo'
        accpt                            | 1: unexpected 'accpt', expected a statement
        accept accpt                     | 8: unexpected 'accpt', expected a statement or the end of the line
        jump                             | 5: unexpected end, expected a name or '{'
        counter packets x bytes 3        | 17: unexpected 'x', expected a number
        limit rate 10                    | 7: 'rate 10' is no rate, expected one such as 'rate 10/second'
        quota 10 foo                     | 10: 'foo' is no unit, expected bytes, kbytes or mbytes
        log level foo                    | 11: 'foo' is no log level, expected emerg, alert, crit, err, warn, notice, info, debug or audit
        reject with foo                  | 13: unexpected 'foo', expected a header such as 'ip' or 'tcp' or 'icmpx'
        reject with icmpx foo            | 19: 'foo' is no icmpx code, expected one of no-route, port-unreachable, host-unreachable, admin-prohibited
        dnat ip 10.0.0.1                 | 9: unexpected '10.0.0.1', expected a statement or the end of the line
        snat to 10.0.0.1:                | 18: unexpected end, expected a value
        tcp flags syn,foo                | 15: 'foo' is no tcp flag, expected one of fin, syn, rst, psh, ack, urg, ecn, cwr
        tcp dport ! 22                   | 11: '!' asks for bits that are not set, expected '!='
        tcp option foo exists            | 12: unknown tcp option 'foo', expected one of eol, fastopen, maxseg, md5sig, mptcp, nop, sack, sack-perm, sack0, sack1, sack2, sack3, timestamp, window
        tcp option maxseg foo 3          | 19: unknown field 'foo', tcp option maxseg has kind, length, size
        frag foo 1                       | 6: unknown field 'foo', frag has frag-off, id, more-fragments, nexthdr, reserved, reserved2
        fib foo type local               | 5: 'foo' is no fib key, expected one of saddr, daddr, mark, iif, oif
        @xx,1,2 3                        | 2: 'xx' is no header, expected ll, nh, th or ih
        meta hour "25:00"                | 11: '25:00' is no time of day, expected one such as "17:00"
        meta mark set                    | 14: unexpected end, expected a value
        ip saddr 1.1.1.1 § accept        | 18: unexpected character U+00A7
        tcp dport $ssh                   | 11: '$ssh' is not defined
        """)
    void a_rule_that_cannot_be_read_is_told_with_what_was_expected(String rule, String message) {
        int colon = message.indexOf(':');
        String expected = "x:3:" + message.substring(0, colon) + ": error:" + message.substring(colon + 1);
        assertEquals(expected, messages("table inet t {\nchain c {\n" + rule + "\n}\n}\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        table foo bar { }                                              | x:1:11: error: unexpected 'bar', expected the end of the line or '{'
        table inet t { } }                                             | x:1:18: error: unexpected '}', expected a table or the end of the file
        table inet t { foo c { }; }                                    | x:1:16: error: unexpected 'foo', expected a chain, a set or an object
        table inet t { flags foo; }                                    | x:1:22: error: unknown flag 'foo', expected dormant, owner or persist
        table inet t { set s { flags interval; } }                     | x:1:16: error: set 's' has no type, expected 'type …' or 'typeof …'
        table inet t { set s { type ipv4_addr; elements = { 1, ::1 } } } | x:1:53: error: '1' is no IPv4 address
        table ip t { chain c { type filter hook foo priority 0; } }    | x:1:41: error: 'foo' is no hook, expected one of ingress, prerouting, input, forward, output, postrouting, egress
        table ip t { chain c { type filter hook input priority foo; policy drop; } } | x:1:56: error: 'foo' is no priority, expected a number or one of dstnat, filter, mangle, out, raw, security, srcnat
        table ip t { chain c { policy drop; } }                        | x:1:24: error: expected 'type … hook … priority …' before this
        foo bar                                                        | x:1:1: error: unexpected 'foo', expected a table
        add element ip t s { 1 }                                       | x:1:1: error: there is no set 's' in this table
        include "x"                                                    | x:1:1: error: included files are not read, expected the whole ruleset as 'nft list ruleset' prints it
        define x                                                       | x:1:1: error: expected a definition such as 'define lan = 10.0.0.0/8'
        """)
    void a_declaration_that_cannot_be_read_is_told_with_what_was_expected(String text, String message) {
        assertEquals(message, messages(text).lines().findFirst().orElse("nothing"));
    }
}
