package org.nftrace.nft;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.grammar.NftParser.DupContext;
import org.nftrace.grammar.NftParser.ExpressionContext;
import org.nftrace.grammar.NftParser.FamilyContext;
import org.nftrace.grammar.NftParser.FwdContext;
import org.nftrace.grammar.NftParser.NatContext;
import org.nftrace.grammar.NftParser.NatFlagsContext;
import org.nftrace.grammar.NftParser.NatTargetContext;
import org.nftrace.grammar.NftParser.NatToSelfContext;
import org.nftrace.grammar.NftParser.TproxyContext;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;

/// Reads the statements that send a packet elsewhere: `dnat to 172.20.0.4:1812`, `masquerade`, `tproxy to :50080`,
/// `dup`, `fwd`.
final class NatReader {
    private static final Kind PORT = Kind.of(DataType.INET_SERVICE);
    private static final Kind DEVICE = Kind.of(DataType.IFINDEX);

    private final Places places;
    private final Optional<Family> tableFamily;
    private final ExpressionReader expressions;

    NatReader(Places places, Optional<Family> tableFamily, ExpressionReader expressions) {
        this.places = places;
        this.tableFamily = tableFamily;
        this.expressions = expressions;
    }

    Action nat(NatContext nat) {
        Optional<Family> family = Optional.ofNullable(nat.family()).map(this::family);
        Target target = target(nat.natTarget(), address(family));
        return new Action.Nat(
                places.of(nat),
                nat.SNAT() == null ? Action.NatKind.DNAT : Action.NatKind.SNAT,
                family,
                nat.natForm() != null && nat.natForm().PREFIX() != null,
                target.address(),
                target.port(),
                flags(nat.natFlags()));
    }

    Action toSelf(NatToSelfContext nat) {
        Optional<Expression> port = Optional.ofNullable(nat.natTarget()).map(target -> port(target.expression(0)));
        return new Action.Nat(
                places.of(nat),
                nat.MASQUERADE() == null ? Action.NatKind.REDIRECT : Action.NatKind.MASQUERADE,
                Optional.empty(),
                false,
                Optional.empty(),
                port,
                flags(nat.natFlags()));
    }

    Action tproxy(TproxyContext tproxy) {
        Optional<Family> family = Optional.ofNullable(tproxy.family()).map(this::family);
        Target target = target(tproxy.natTarget(), address(family));
        return new Action.Tproxy(places.of(tproxy), family, target.address(), target.port());
    }

    Action dup(DupContext dup) {
        boolean toDevice = tableFamily.equals(Optional.of(Family.NETDEV));
        Expression to =
                expressions.expression(dup.expression(0), List.of(toDevice ? DEVICE : address(Optional.empty())));
        Optional<Expression> device = dup.DEVICE() == null
                ? Optional.empty()
                : Optional.of(expressions.expression(dup.expression(1), List.of(DEVICE)));
        return toDevice
                ? new Action.Dup(places.of(dup), Optional.empty(), Optional.of(to))
                : new Action.Dup(places.of(dup), Optional.of(to), device);
    }

    Action fwd(FwdContext fwd) {
        Optional<Family> family = Optional.ofNullable(fwd.family()).map(this::family);
        if (fwd.DEVICE() == null) {
            Expression device = expressions.expression(fwd.expression(0), List.of(DEVICE));
            return new Action.Fwd(places.of(fwd), family, Optional.empty(), device);
        }
        Expression to = expressions.expression(fwd.expression(0), List.of(address(family)));
        Expression device = expressions.expression(fwd.expression(1), List.of(DEVICE));
        return new Action.Fwd(places.of(fwd), family, Optional.of(to), device);
    }

    private record Target(Optional<Expression> address, Optional<Expression> port) {}

    private Target target(NatTargetContext target, Kind address) {
        if (target.expression().size() == 2) {
            return new Target(
                    Optional.of(expressions.expression(target.expression(0), List.of(address))),
                    Optional.of(port(target.expression(1))));
        }
        ExpressionContext only = target.expression(0);
        if (target.COLON() != null) {
            return new Target(Optional.empty(), Optional.of(port(only)));
        }
        return new Target(Optional.of(expressions.expression(only, List.of(address, PORT))), Optional.empty());
    }

    private Expression port(ExpressionContext port) {
        return expressions.expression(port, List.of(PORT));
    }

    private Kind address(Optional<Family> family) {
        return switch (family.or(() -> tableFamily).orElse(Family.INET)) {
            case IP -> Kind.of(DataType.IPV4_ADDR);
            case IP6 -> Kind.of(DataType.IPV6_ADDR);
            case INET, ARP, BRIDGE, NETDEV -> Kind.UNKNOWN;
        };
    }

    private Family family(FamilyContext family) {
        return Families.of(family, places);
    }

    private static Set<Action.NatFlag> flags(NatFlagsContext flags) {
        Set<Action.NatFlag> found = EnumSet.noneOf(Action.NatFlag.class);
        if (flags != null) {
            flags.natFlag()
                    .forEach(flag -> found.add(Action.NatFlag.valueOf(
                            flag.getText().replace('-', '_').toUpperCase(java.util.Locale.ROOT))));
        }
        return found;
    }
}
