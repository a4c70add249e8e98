package org.nftrace.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.net.Prefix;
import org.nftrace.net.Protocol;

/// A routing rule while its words are being read.
final class RuleDraft {
    private static final long WHOLE_MARK = 0xffff_ffffL;

    int priority;
    boolean not;
    RuleAction action = new RuleAction.Nop();
    OptionalInt suppress = OptionalInt.empty();
    private final List<RuleSelector> selectors = new ArrayList<>();

    void add(RuleSelector selector) {
        selectors.add(selector);
    }

    /// Takes what should have been a selector; one that was not understood leaves open what the rule takes.
    void add(Optional<? extends RuleSelector> selector) {
        selectors.add(selector.isPresent() ? selector.get() : new RuleSelector.Unread("?"));
    }

    void lookUp(String table) {
        if (table.startsWith("[")) { // [l3mdev-table]: that of the vrf, if the packet came by one
            add(new RuleSelector.Unread("l3mdev"));
        }
        action = RuleAction.Lookup.in(table);
    }

    void goTo(OptionalInt target) {
        target.ifPresent(t -> action = new RuleAction.Goto(t));
    }

    /// Takes `0x1` or `0x1/0xff`; says whether it was one.
    boolean addMark(String text) {
        int slash = text.indexOf('/');
        OptionalLong value = Numbers.parse(slash < 0 ? text : text.substring(0, slash));
        OptionalLong mask = slash < 0 ? OptionalLong.of(WHOLE_MARK) : Numbers.parse(text.substring(slash + 1));
        boolean sound = value.isPresent() && mask.isPresent();
        add(sound ? Optional.of(new RuleSelector.Mark(value.getAsLong(), mask.getAsLong())) : Optional.empty());
        return sound;
    }

    /// Takes `tcp` or `6`; says whether it was one.
    boolean addProtocol(String text) {
        OptionalLong number = Numbers.parse(text);
        var named = Arrays.stream(Protocol.values())
                .filter(p -> p.label().equals(text))
                .findFirst();
        var read = named.map(Protocol::number)
                .or(() -> number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty());
        add(read.map(RuleSelector.Transport::new));
        return read.isPresent();
    }

    boolean looksUpDefault() {
        return action instanceof RuleAction.Lookup lookup && lookup.table().equals(Route.DEFAULT_TABLE);
    }

    /// {@return the version that an address of the rule shows}
    Optional<Version> version() {
        return selectors.stream()
                .flatMap(s -> prefixOf(s).stream())
                .map(p -> Version.of(p.address()))
                .findFirst();
    }

    private static Optional<Prefix> prefixOf(RuleSelector selector) {
        return switch (selector) {
            case RuleSelector.From from -> Optional.of(from.prefix());
            case RuleSelector.To to -> Optional.of(to.prefix());
            case RuleSelector.Mark _,
                    RuleSelector.In _,
                    RuleSelector.Out _,
                    RuleSelector.Tos _,
                    RuleSelector.Transport _,
                    RuleSelector.SourcePorts _,
                    RuleSelector.DestinationPorts _,
                    RuleSelector.Users _,
                    RuleSelector.Unread _ -> Optional.empty();
        };
    }

    RoutingRule rule(Version version) {
        RuleAction done = action instanceof RuleAction.Lookup lookup && suppress.isPresent()
                ? new RuleAction.Lookup(lookup.table(), suppress)
                : action;
        return new RoutingRule(priority, version, not, selectors, done);
    }
}
