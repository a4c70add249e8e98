package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a comparison looks at, in the packet, its connection or the host; and what is computed from such.
public sealed interface Selector extends Expression {

    /// `tcp dport`, `ip saddr`, `th sport` · `--dport`, `-s`
    record Payload(Field field) implements Selector {}

    /// `vxlan ip saddr`: a header inside a tunnel.
    record Inner(String tunnel, Selector of) implements Selector {}

    /// `@th,16,16`: `length` bits from bit `offset` of a header.
    record Raw(RawBase base, int offset, int length) implements Selector {}

    enum RawBase {
        LL,
        NH,
        TH,
        IH
    }

    /// `meta mark`, `iifname` · `-m mark --mark`, `-i`
    record Meta(MetaKey key) implements Selector {}

    /// `ct state`, `ct original ip saddr` · `--ctstate`, `--ctorigsrc`
    ///
    /// @param family `ip` or `ip6` where the dump says which address is meant
    record Ct(CtKey key, Optional<CtDirection> direction, Optional<Family> family) implements Selector {}

    enum CtDirection {
        ORIGINAL,
        REPLY
    }

    /// `fib daddr . iif type` · `--dst-type LOCAL --limit-iface-in`
    record Fib(Set<FibKey> keys, FibResult result) implements Selector {
        public Fib {
            keys = Set.copyOf(keys);
        }
    }

    enum FibKey {
        SADDR,
        DADDR,
        MARK,
        IIF,
        OIF
    }

    enum FibResult {
        OIF,
        OIFNAME,
        TYPE,
        /// `fib … check exists`
        CHECK
    }

    /// `rt nexthop`, `rt ip6 nexthop`, `rt mtu`, `rt classid`, `rt ipsec`
    record Rt(String key, Optional<Family> family, DataType type) implements Selector {}

    /// `socket transparent`, `socket cgroupv2 level 2` · `-m socket --transparent`
    record Socket(String key, OptionalInt level, DataType type) implements Selector {}

    /// `osf name`, `osf ttl loose version`
    record Osf(Optional<String> ttl, boolean version) implements Selector {}

    /// `ipsec in spnum 1 ip saddr` · `-m policy --dir in`
    record Ipsec(String direction, int number, String key, Optional<Family> family, DataType type)
            implements Selector {}

    /// `tunnel id`, `tunnel path`
    record Tunnel(String key, DataType type) implements Selector {}

    /// `exthdr frag exists`, `frag more-fragments`, `rt type`, `hbh nexthdr`: an IPv6 extension header, or whether it
    /// is there.
    record ExtensionHeader(String header, Optional<String> field, OptionalInt index, DataType type)
            implements Selector {}

    /// `tcp option maxseg size`, `tcp option sack-perm exists`, `ip option rr ptr`, `sctp chunk data flags`, `dccp
    /// option 4 exists`.
    ///
    /// @param header `tcp option`, `ip option`, `sctp chunk` or `dccp option`
    record Option(String header, String name, Optional<String> field, DataType type) implements Selector {}

    /// `numgen inc mod 2 offset 10` · `-m statistic --mode nth --every 2`
    record Numgen(boolean random, long modulus, long offset) implements Selector {}

    /// `jhash ip saddr . tcp sport mod 2 seed 0xdead offset 100`, `symhash mod 2`
    ///
    /// @param of absent in `symhash`
    record Hash(Optional<Expression> of, long modulus, OptionalInt seed, long offset) implements Selector {}

    /// `ip saddr . tcp dport`
    record Concatenation(List<Expression> parts) implements Selector {
        public Concatenation {
            parts = List.copyOf(parts);
        }
    }

    /// `tcp flags & (fin | syn)`, `ct mark & 0xff` · `--tcp-flags FIN,SYN …`, `--mark 0x1/0xff`
    record Binary(Expression left, Operator operator, Expression right) implements Selector {}

    enum Operator {
        AND,
        OR,
        XOR,
        SHIFT_LEFT,
        SHIFT_RIGHT
    }

    /// `tcp dport map { 80 : 10.0.0.1, 443 : 10.0.0.2 }`, `ip saddr map @backends`
    ///
    /// @param map a [Value.SetLiteral] or a [Value.SetReference]
    record Lookup(Expression key, Value map) implements Selector {}
}
