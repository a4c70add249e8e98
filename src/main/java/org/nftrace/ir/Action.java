package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.text.Span;

/// A statement that does something: decides, rewrites, counts, remembers.
public sealed interface Action extends Statement {

    /// `accept`, `jump DOCKER` · `-j ACCEPT`, `-j DOCKER`
    record Decide(Span span, Verdict verdict) implements Action {}

    /// `tcp dport vmap { 22 : accept, 80 : jump web }`, `ip saddr . iif vmap @verdicts`
    ///
    /// @param map a [Value.SetLiteral] or a [Value.SetReference]
    record VerdictMap(Span span, Expression key, Value map) implements Action {}

    /// `counter packets 3 bytes 180`
    ///
    /// @param packets absent when the dump leaves the numbers out (`nft -s`, `iptables -S`)
    record Counter(Span span, OptionalLong packets, OptionalLong bytes) implements Action {}

    /// `last used 3s`, `last used never`, `last` where the dump does not say (`nft -s`)
    ///
    /// @param used milliseconds ago
    record Last(Span span, boolean never, OptionalLong used) implements Action {}

    /// `counter name "http"`, `limit name ip saddr map @limits`, `ct helper set "sip"`, `synproxy name "s"`
    record ObjectReference(Span span, StatefulObject.Kind kind, Expression name) implements Action {}

    /// `log prefix "dropped: " group 2 snaplen 80 queue-threshold 5 level debug flags tcp sequence` · `-j LOG`, `-j
    /// NFLOG`
    record Log(
            Span span,
            Optional<String> prefix,
            OptionalInt group,
            OptionalLong snaplen,
            OptionalInt queueThreshold,
            Optional<String> level,
            Set<String> flags)
            implements Action {
        public Log {
            flags = Set.copyOf(flags);
        }
    }

    /// `reject with icmpx admin-prohibited`, `reject with tcp reset` · `-j REJECT --reject-with icmp-host-prohibited`
    ///
    /// @param code the icmp code, or nft's own of `icmpx`; absent for `tcp reset` and for a bare `reject`
    record Reject(Span span, RejectKind kind, OptionalInt code) implements Action {}

    enum RejectKind {
        ICMP,
        ICMPV6,
        ICMPX,
        TCP_RESET
    }

    /// `dnat ip to 172.20.0.4:1812 persistent`, `masquerade to :1024-65535 random`, `redirect to :3128` · `-j DNAT
    /// --to-destination …`
    ///
    /// @param family   what the address is, where the dump says so
    /// @param prefix   `snat ip prefix to …`: host bits are kept
    /// @param address  an address, a range, a prefix, or a lookup that may give address and port together
    record Nat(
            Span span,
            NatKind kind,
            Optional<Family> family,
            boolean prefix,
            Optional<Expression> address,
            Optional<Expression> port,
            Set<NatFlag> flags)
            implements Action {
        public Nat {
            flags = Set.copyOf(flags);
        }
    }

    enum NatKind {
        SNAT,
        DNAT,
        MASQUERADE,
        REDIRECT
    }

    enum NatFlag {
        RANDOM,
        FULLY_RANDOM,
        PERSISTENT
    }

    /// `meta mark set 0x1`, `ip dscp set cs1`, `ct mark set meta mark`, `tcp option maxseg size set rt mtu` · `-j MARK
    /// --set-mark 1`
    record Assign(Span span, Selector target, Expression value) implements Action {}

    /// `notrack` · `-j NOTRACK`, `-j CT --notrack`
    record Notrack(Span span) implements Action {}

    /// `queue flags bypass to 0-3` · `-j NFQUEUE --queue-num 0 --queue-bypass`
    record Queue(Span span, Optional<Expression> number, Set<QueueFlag> flags) implements Action {
        public Queue {
            flags = Set.copyOf(flags);
        }
    }

    enum QueueFlag {
        BYPASS,
        FANOUT
    }

    /// `dup to 10.0.0.1 device "eth0"` · `-j TEE --gateway 10.0.0.1`
    record Dup(Span span, Optional<Expression> address, Optional<Expression> device) implements Action {}

    /// `fwd ip to 10.0.0.1 device "eth0"`, `fwd to "eth0"` (netdev family only)
    record Fwd(Span span, Optional<Family> family, Optional<Expression> address, Expression device) implements Action {}

    /// `tproxy ip to 127.0.0.1:50080` · `-j TPROXY --on-port 50080`
    record Tproxy(Span span, Optional<Family> family, Optional<Expression> address, Optional<Expression> port)
            implements Action {}

    /// `synproxy mss 1460 wscale 7 timestamp sack-perm` · `-j SYNPROXY`
    record Synproxy(Span span, OptionalInt mss, OptionalInt wscale, boolean timestamp, boolean sackPerm)
            implements Action {}

    /// `flow add @fastpath`
    record Offload(Span span, String flowtable) implements Action {}

    /// `reset tcp option fastopen`
    record ResetOption(Span span, Selector option) implements Action {}

    /// `update @clients { ip saddr timeout 1m limit rate 10/minute : 0x1 }`, `add @seen { … }`, `delete @seen { … }` ·
    /// `-j SET`
    ///
    /// @param timeout milliseconds
    /// @param state   run in place, left to right; a match among them that fails stops the rule
    record SetUpdate(
            Span span,
            Operation operation,
            String set,
            Expression key,
            Optional<Expression> data,
            OptionalLong timeout,
            OptionalLong size,
            Optional<String> comment,
            List<Statement> state)
            implements Action {
        public SetUpdate {
            state = List.copyOf(state);
        }

        public enum Operation {
            ADD,
            UPDATE,
            DELETE,
            /// `add` of a set that the statement itself makes; no listing shows that set before nft 1.1
            METER
        }
    }

    /// `-j MARK --set-xmark 0x1/0xffffffff`: an iptables target extension as it was written, with what it does in the
    /// shared words; `xt target "TCPMSS"`: the same as `nft list ruleset` prints it, without its arguments.
    ///
    /// @param name    empty where nft lost even that
    /// @param options absent when the dump does not have them
    /// @param meaning absent when the target is not modelled or its arguments are missing: what follows is unknown
    record XtTarget(Span span, String name, Optional<List<Match.XtOption>> options, Optional<List<Statement>> meaning)
            implements Action {
        public XtTarget {
            options = options.map(List::copyOf);
            meaning = meaning.map(List::copyOf);
        }
    }
}
