package org.nftrace.iptables.rephrase;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Which of IPv4 and IPv6 a rule of an inet table can be about: `ip saddr …` is none of ip6tables' business.
final class FamilyReach {
    private static final long IPV4 = 2;
    private static final long IPV6 = 10;
    private static final long ETHER_IPV4 = 0x0800;
    private static final long ETHER_IPV6 = 0x86dd;

    private FamilyReach() {}

    static boolean covers(List<Statement> statements, Family family) {
        return statements.stream().flatMap(FamilyReach::of).allMatch(only -> only == family);
    }

    /// {@return whether the statement asks for a family and nothing else}
    static boolean isFamily(Statement statement) {
        return statement instanceof Match.Compare compare && asked(compare).isPresent();
    }

    private static Stream<Family> of(Statement statement) {
        return Stream.concat(
                Looked.at(statement).flatMap(selector -> of(selector).stream()),
                switch (statement) {
                    case Match.Compare compare -> Stream.concat(asked(compare).stream(), values(compare.value()));
                    case Action.Nat nat ->
                        Stream.concat(
                                ip(nat.family()).stream(),
                                nat.address().stream().flatMap(FamilyReach::values));
                    case Action.Tproxy proxy -> ip(proxy.family()).stream();
                    case Action.Reject reject -> answer(reject.kind()).stream();
                    case Match _, Action _ -> Stream.of();
                });
    }

    private static Optional<Family> of(Selector selector) {
        return switch (selector) {
            case Selector.Payload(Field field) -> of(field.header());
            case Selector.Ct(_, _, var family) -> ip(family);
            case Selector.Rt(_, var family, _) -> ip(family);
            case Selector.ExtensionHeader _ -> Optional.of(Family.IP6);
            case Selector.Option(var header, _, _, _)
            when header.equals("ip option") -> Optional.of(Family.IP);
            case Selector _ -> Optional.empty();
        };
    }

    private static Optional<Family> of(Field.Header header) {
        return switch (header) {
            case IP, ICMP, IGMP -> Optional.of(Family.IP);
            case IP6, ICMPV6 -> Optional.of(Family.IP6);
            case ETHER, VLAN, ARP, TCP, UDP, UDPLITE, SCTP, DCCP, TH, AH, ESP, COMP, GRE, VXLAN, GENEVE ->
                Optional.empty();
        };
    }

    private static Optional<Family> answer(Action.RejectKind kind) {
        return switch (kind) {
            case ICMP -> Optional.of(Family.IP);
            case ICMPV6 -> Optional.of(Family.IP6);
            case ICMPX, TCP_RESET -> Optional.empty();
        };
    }

    private static Optional<Family> ip(Optional<Family> family) {
        return family.filter(f -> f == Family.IP || f == Family.IP6);
    }

    private static Optional<Family> asked(Match.Compare compare) {
        if (!(compare.selector() instanceof Selector.Meta(MetaKey key))
                || !(compare.value() instanceof Value.Number(long number))
                || compare.relation() != Relation.EQ && compare.relation() != Relation.NE) {
            return Optional.empty();
        }
        boolean four = key == MetaKey.NFPROTO && number == IPV4 || key == MetaKey.PROTOCOL && number == ETHER_IPV4;
        boolean six = key == MetaKey.NFPROTO && number == IPV6 || key == MetaKey.PROTOCOL && number == ETHER_IPV6;
        boolean not = compare.relation() == Relation.NE;
        return four || six ? Optional.of(four == not ? Family.IP6 : Family.IP) : Optional.empty();
    }

    private static Stream<Family> values(Expression expression) {
        return switch (expression) {
            case Value.IpAddress(var address) -> Stream.of(address.isV4() ? Family.IP : Family.IP6);
            case Value.IpPrefix(var prefix) -> Stream.of(prefix.address().isV4() ? Family.IP : Family.IP6);
            case Value.Range(var first, _) -> values(first);
            case Value.SetLiteral(_, var elements) ->
                elements.stream().limit(1).flatMap(element -> values(element.key()));
            case Value _, Selector _ -> Stream.of();
        };
    }
}
