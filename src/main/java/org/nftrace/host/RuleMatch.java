package org.nftrace.host;

import java.util.Optional;
import org.nftrace.net.Prefix;

/// Whether a routing rule takes a packet: yes, no, or (empty) not known (fib_rule_match() in net/core/fib_rules.c).
final class RuleMatch {
    private RuleMatch() {}

    static Optional<Boolean> of(RoutingRule rule, Query query) {
        boolean open = false;
        for (RuleSelector selector : rule.selectors()) {
            var matches = of(selector, query);
            if (matches.isPresent() && !matches.get()) {
                return Optional.of(rule.not());
            }
            open |= matches.isEmpty();
        }
        return open ? Optional.empty() : Optional.of(!rule.not());
    }

    private static Optional<Boolean> of(RuleSelector selector, Query query) {
        return switch (selector) {
            case RuleSelector.From(Prefix prefix) -> query.source().map(prefix::contains);
            case RuleSelector.To(Prefix prefix) -> Optional.of(prefix.contains(query.destination()));
            case RuleSelector.Mark(long value, long mask) ->
                query.mark().isPresent()
                        ? Optional.of(((query.mark().getAsLong() ^ value) & mask) == 0)
                        : Optional.empty();
            case RuleSelector.In(String name) -> query.in().map(name::equals);
            case RuleSelector.Out(String name) ->
                Optional.of(query.out().filter(name::equals).isPresent());
            case RuleSelector.Tos(int value) ->
                query.tos().isPresent()
                        ? Optional.of(RouteTable.sameService(value, query.tos().getAsInt()))
                        : Optional.empty();
            case RuleSelector.Transport(int protocol) ->
                query.protocol().isPresent() ? Optional.of(query.protocol().getAsInt() == protocol) : Optional.empty();
            case RuleSelector.SourcePorts(int first, int last) ->
                query.sport().isPresent()
                        ? Optional.of(within(query.sport().getAsInt(), first, last))
                        : Optional.empty();
            case RuleSelector.DestinationPorts(int first, int last) ->
                query.dport().isPresent()
                        ? Optional.of(within(query.dport().getAsInt(), first, last))
                        : Optional.empty();
            case RuleSelector.Users(long first, long last) ->
                query.uid().isPresent() ? Optional.of(within(query.uid().getAsLong(), first, last)) : Optional.empty();
            case RuleSelector.Unread _ -> Optional.empty();
        };
    }

    private static boolean within(long number, long first, long last) {
        return number >= first && number <= last;
    }
}
