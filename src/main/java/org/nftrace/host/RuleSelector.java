package org.nftrace.host;

import org.nftrace.net.Prefix;

/// One condition of a routing rule (ip-rule(8); fib_rule_match() in net/core/fib_rules.c).
public sealed interface RuleSelector {

    /// `from 10.0.0.0/8`
    record From(Prefix prefix) implements RuleSelector {}

    /// `to 10.0.0.0/8`
    record To(Prefix prefix) implements RuleSelector {}

    /// `fwmark 0x1/0xff`
    record Mark(long value, long mask) implements RuleSelector {}

    /// `iif eth0`; `iif lo` is what the host itself sends.
    record In(String name) implements RuleSelector {}

    /// `oif eth0`: what a socket bound to the interface sends.
    record Out(String name) implements RuleSelector {}

    /// `tos 0x10`
    record Tos(int value) implements RuleSelector {}

    /// `ipproto tcp`
    record Transport(int protocol) implements RuleSelector {}

    /// `sport 1000-2000`
    record SourcePorts(int first, int last) implements RuleSelector {}

    /// `dport 80`
    record DestinationPorts(int first, int last) implements RuleSelector {}

    /// `uidrange 1000-1999`
    record Users(long first, long last) implements RuleSelector {}

    /// `l3mdev` and the like: whether it matches is not known.
    record Unread(String text) implements RuleSelector {}
}
