package org.nftrace.load;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;

/// Whether a rule as nft lists it and one as iptables shows it can be the same.
///
/// The two spell most conditions in their own ways. What both say alike is held together: addresses, interfaces, a
/// port, the verdict, and which extensions there are.
///
/// @param listed `ip saddr 192.0.2.7 tcp dport 22 xt match recent counter packets 0 bytes 0 drop`
/// @param shown  `-s 192.0.2.7/32 -p tcp -m tcp --dport 22 -m recent --rcheck -j DROP`
record SameRule(Rule listed, Rule shown) {
    // What iptables calls by a name of its own, and the kernel by this one.
    private static final Map<String, String> KERNEL_NAMES = Map.of("state", "conntrack", "NOTRACK", "CT");

    boolean holds() {
        if (isUnread(shown)) {
            return true;
        }
        // Behind a remark that stands for an extension nft says nothing more.
        boolean whole = !isUnread(listed);
        return isAlike(Field.IP_SADDR, Field.IP6_SADDR)
                && isAlike(Field.IP_DADDR, Field.IP6_DADDR)
                && (isWithoutInterfaces() || isAlike(MetaKey.IIFNAME) && isAlike(MetaKey.OIFNAME))
                && isOfOnePort(Field.TCP_DPORT)
                && isOfOnePort(Field.UDP_DPORT)
                && (!whole || verdict(listed).equals(verdict(shown)))
                && names(shown).containsAll(names(listed));
    }

    static boolean isUnread(Rule rule) {
        return rule.statements().stream().anyMatch(Match.Unread.class::isInstance);
    }

    /// {@return whether iptables was not asked for the columns of interfaces}
    boolean isWithoutInterfaces() {
        return extensions(shown).anyMatch(s -> name(s).equals("interface"));
    }

    private boolean isAlike(Field four, Field six) {
        return isAlike(Set.of(new Selector.Payload(four), new Selector.Payload(six)));
    }

    private boolean isAlike(MetaKey key) {
        return isAlike(Set.of(new Selector.Meta(key)));
    }

    private boolean isAlike(Set<Selector> selectors) {
        var here = plain(listed, selectors);
        var there = plain(shown, selectors);
        if (here.isEmpty() || there.isEmpty()) {
            return true;
        }
        // Of a rule that could not be read, only some of what it asks is known.
        return isUnread(listed)
                ? there.get().containsAll(here.get())
                : here.get().equals(there.get());
    }

    /// What is asked of a selector in words that both have.
    private record Asked(Object relation, Value value) {}

    // Empty where one of the values can be spelled in other ways: a range, a host's name.
    private static Optional<Set<Asked>> plain(Rule rule, Set<Selector> selectors) {
        var all = new HashSet<Asked>();
        for (Statement statement : rule.statements()) {
            if (statement instanceof Compare(_, var selector, var relation, var value)
                    && selectors.contains(selector)) {
                if (!isPlain(value)) {
                    return Optional.empty();
                }
                all.add(new Asked(relation, value));
            }
        }
        return Optional.of(all);
    }

    private static boolean isPlain(Value value) {
        return value instanceof Value.IpAddress
                || value instanceof Value.IpPrefix
                || value instanceof Value.Interface
                || value instanceof Value.Number;
    }

    private boolean isOfOnePort(Field field) {
        var here = ports(listed, field);
        var there = ports(shown, field);
        return here.size() != 1 || there.size() != 1 || here.equals(there);
    }

    private static List<Asked> ports(Rule rule, Field field) {
        return rule.statements().stream()
                .flatMap(SameRule::flat)
                .filter(m -> m.selector().equals(new Selector.Payload(field)) && isPlain(m.value()))
                .map(m -> new Asked(m.relation(), m.value()))
                .toList();
    }

    private static Stream<Compare> flat(Statement statement) {
        return switch (statement) {
            case Compare compare -> Stream.of(compare);
            case Match.XtMatch(_, _, _, var meaning) ->
                meaning.stream().flatMap(List::stream).flatMap(SameRule::flat);
            case Statement _ -> Stream.empty();
        };
    }

    private static Optional<Verdict> verdict(Rule rule) {
        return rule.statements().stream()
                .filter(Action.Decide.class::isInstance)
                .map(s -> ((Action.Decide) s).verdict())
                .findFirst();
    }

    private static List<String> names(Rule rule) {
        return extensions(rule).map(SameRule::name).filter(n -> !n.isEmpty()).toList();
    }

    private static Stream<Statement> extensions(Rule rule) {
        return rule.statements().stream().filter(s -> s instanceof Match.XtMatch || s instanceof Action.XtTarget);
    }

    /// {@return the kernel's name of an extension, or an empty one when the statement is none}
    static String name(Statement statement) {
        String name = switch (statement) {
            case Match.XtMatch match -> match.name();
            case Action.XtTarget target -> target.name();
            case Statement _ -> "";
        };
        return KERNEL_NAMES.getOrDefault(name, name);
    }
}
