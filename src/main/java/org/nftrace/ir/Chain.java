package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.text.Span;

/// `chain FORWARD { … }` · `:FORWARD DROP [0:0]`.
///
/// @param base      where the chain is hooked in; absent in a regular chain
/// @param anonymous a chain that stands inside a rule: `tcp dport 22 jump { … }`
public record Chain(
        Span span,
        String name,
        Optional<Base> base,
        boolean anonymous,
        Optional<String> comment,
        OptionalLong handle,
        List<Rule> rules) {

    /// `type nat hook prerouting device "eth0" priority -100; policy accept;`
    ///
    /// @param span     the line (or lines) with hook and policy
    /// @param policy   absent when the dump has none; the kernel's is then `accept`
    /// @param devices  of ingress and egress chains
    public record Base(
            Span span,
            ChainType type,
            Hook hook,
            List<String> devices,
            Priority priority,
            Optional<Policy> policy,
            boolean offload) {
        public Base {
            devices = List.copyOf(devices);
        }
    }

    /// `type filter|nat|route`: nat chains see the first packet of a connection only, route chains may route again.
    public enum ChainType {
        FILTER,
        NAT,
        ROUTE
    }

    public enum Policy {
        ACCEPT,
        DROP
    }

    public Chain {
        rules = List.copyOf(rules);
    }

    /// {@return the same chain with these rules}
    public Chain withRules(List<Rule> others) {
        return new Chain(span, name, base, anonymous, comment, handle, others);
    }

    public boolean isBase() {
        return base.isPresent();
    }
}
