package org.nftrace.iptables.ipset;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// What `--match-set trusted src,dst` asks for, as the type of the set says (net/netfilter/ipset/ip_set_core.c,
/// ip_set_test).
///
/// @param sets   all that were dumped, by name
/// @param family of the table that the rule is in
public record Membership(Map<String, Ipset> sets, Family family) {
    /// TCP, UDP, SCTP and UDP-Lite (net/netfilter/ipset/ip_set_getport.c).
    static final Set<Long> WITH_PORTS = Set.of(6L, 17L, 132L, 136L);

    private static final int DEEPEST = 1;

    /// {@return the conditions, all of which must hold; empty when they cannot be told}
    public Optional<List<Match>> of(Span span, String name, List<String> flags, boolean negated) {
        return of(span, name, flags, negated, 0);
    }

    private Optional<List<Match>> of(Span span, String name, List<String> flags, boolean negated, int depth) {
        Ipset set = sets.get(name);
        if (set == null || !set.whole() || depth > DEEPEST) {
            return Optional.empty();
        }
        if (set.isList()) {
            return list(span, set, flags, negated, depth);
        }
        // The kernel takes a set of another family, or one that wants more flags than there are, for one without
        // members.
        if (!set.isOf(family) || flags.size() < set.parts().size()) {
            return Optional.of(negated ? List.of() : List.of(new Match.AnyOf(span, List.of())));
        }
        var inSet = new Match.Compare(
                span, key(set, flags), negated ? Relation.NE : Relation.EQ, new Value.SetReference(span, name));
        return Optional.of(
                ported(set).map(p -> guarded(span, inSet, p, negated)).orElse(List.of(inSet)));
    }

    // A packet without ports is in no such set: '!' lets it through, which a comparison of its ports would not.
    private static List<Match> guarded(Span span, Match inSet, List<Long> protocols, boolean negated) {
        var literal = new Value.SetLiteral(
                span,
                protocols.stream()
                        .map(p -> Value.Element.of(span, new Value.Number(p)))
                        .toList());
        var ported = new Match.Compare(
                span, new Selector.Meta(MetaKey.L4PROTO), negated ? Relation.NE : Relation.EQ, literal);
        return negated ? List.of(new Match.AnyOf(span, List.of(ported, inSet))) : List.of(ported, inSet);
    }

    private static Optional<List<Long>> ported(Ipset set) {
        if (set.parts().contains(PartOfKey.BARE_PORT)) {
            return Optional.of(List.of(6L, 17L));
        }
        return set.parts().contains(PartOfKey.PORT)
                ? Optional.of(WITH_PORTS.stream().sorted().toList())
                : Optional.empty();
    }

    private Optional<List<Match>> list(Span span, Ipset list, List<String> flags, boolean negated, int depth) {
        var all = new ArrayList<Match>();
        for (String member : list.members()) {
            var matches = of(span, member, flags, negated, depth + 1);
            if (matches.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(negated ? matches.get() : List.of(together(span, matches.get())));
        }
        return Optional.of(negated ? all : List.of(new Match.AnyOf(span, all)));
    }

    private static Match together(Span span, List<Match> matches) {
        return matches.size() == 1
                ? matches.getFirst()
                : new Match.XtMatch(span, "set", Optional.empty(), Optional.of(matches));
    }

    /// {@return what of a packet is looked up in a set; empty when the flags do not go with it}
    public Optional<Selector> key(String name, List<String> flags) {
        return Optional.ofNullable(sets.get(name))
                .filter(set -> !set.isList() && flags.size() >= set.parts().size())
                .map(set -> key(set, flags));
    }

    private Selector key(Ipset set, List<String> flags) {
        var keys = new ArrayList<Expression>();
        for (int i = 0; i < set.parts().size(); i++) {
            keys.addAll(keys(set, set.parts().get(i), flags.get(i).equals("src")));
        }
        return keys.size() == 1 ? (Selector) keys.getFirst() : new Selector.Concatenation(keys);
    }

    private List<Selector> keys(Ipset set, PartOfKey part, boolean source) {
        boolean six = family == Family.IP6;
        Field v4 = source ? Field.IP_SADDR : Field.IP_DADDR;
        Field v6 = source ? Field.IP6_SADDR : Field.IP6_DADDR;
        Selector port = new Selector.Payload(source ? Field.TH_SPORT : Field.TH_DPORT);
        return switch (part) {
            case NET -> List.of(new Selector.Payload(six ? v6 : v4));
            case PORT -> List.of(new Selector.Meta(MetaKey.L4PROTO), port);
            case BARE_PORT -> List.of(port);
            case MAC -> List.of(new Selector.Payload(source ? Field.ETHER_SADDR : Field.ETHER_DADDR));
            case IFACE -> List.of(new Selector.Meta(source ? MetaKey.IIFNAME : MetaKey.OIFNAME));
            case MARK -> List.of(mark(set.markMask()));
            case SET -> throw new AssertionError("a list has no key of its own");
        };
    }

    private static Selector mark(long mask) {
        Selector mark = new Selector.Meta(MetaKey.MARK);
        return mask == 0xffffffffL ? mark : new Selector.Binary(mark, Selector.Operator.AND, new Value.Number(mask));
    }

    /// {@return a set as one of a table; empty for a list, whose members are}
    public Optional<NamedSet> asNamedSet(String name) {
        return Optional.ofNullable(sets.get(name)).filter(set -> !set.isList()).map(Membership::named);
    }

    /// {@return the names of the sets in a list, or of the set itself}
    public List<String> leaves(String name) {
        Ipset set = sets.get(name);
        return set != null && set.isList() ? set.members() : List.of(name);
    }

    private static NamedSet named(Ipset set) {
        var types = new ArrayList<DataType>();
        set.parts().forEach(part -> types.addAll(types(set, part)));
        var flags = EnumSet.of(NamedSet.Flag.INTERVAL);
        if (set.expires()) {
            flags.add(NamedSet.Flag.TIMEOUT);
        }
        return NamedSet.plain(set.span(), set.name(), new NamedSet.Type.Named(types), flags, set.elements());
    }

    private static List<DataType> types(Ipset set, PartOfKey part) {
        return switch (part) {
            case NET ->
                List.of(
                        set.family().filter(f -> f == Family.IP6).isPresent()
                                ? DataType.IPV6_ADDR
                                : DataType.IPV4_ADDR);
            case PORT -> List.of(DataType.INET_PROTO, DataType.INET_SERVICE);
            case BARE_PORT -> List.of(DataType.INET_SERVICE);
            case MAC -> List.of(DataType.ETHER_ADDR);
            case IFACE -> List.of(DataType.IFNAME);
            case MARK -> List.of(DataType.MARK);
            case SET -> List.of();
        };
    }
}
