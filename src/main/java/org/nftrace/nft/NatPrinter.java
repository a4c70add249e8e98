package org.nftrace.nft;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Value;

/// Spells the statements that send a packet elsewhere.
record NatPrinter(SelectorPrinter selectors) {
    private static final List<Kind> PORT = List.of(Kind.of(DataType.INET_SERVICE));
    private static final List<Kind> DEVICE = List.of(Kind.of(DataType.IFINDEX));

    String nat(Action.Nat nat) {
        String target =
                target(nat.address().map(address -> address(address, nat.port().isPresent())), nat.port());
        return ValuePrinter.joined(
                SelectorPrinter.lower(nat.kind()),
                StatementPrinter.family(nat.family()),
                nat.prefix() ? "prefix" : "",
                target.isEmpty() ? "" : "to " + target,
                flags(nat.flags()));
    }

    String tproxy(Action.Tproxy tproxy) {
        String target = target(tproxy.address().map(address -> address(address, true)), tproxy.port());
        return ValuePrinter.joined("tproxy", StatementPrinter.family(tproxy.family()), "to " + target);
    }

    String dup(Action.Dup dup) {
        Optional<String> address = dup.address().map(of -> address(of, false));
        Optional<String> device = dup.device().map(of -> selectors.expression(of, DEVICE));
        return address.map(
                        to -> "dup to " + to + device.map(d -> " device " + d).orElse(""))
                .orElseGet(() -> "dup to " + device.orElse(""));
    }

    String fwd(Action.Fwd fwd) {
        String device = selectors.expression(fwd.device(), DEVICE);
        return fwd.address()
                .map(address -> ValuePrinter.joined(
                        "fwd", StatementPrinter.family(fwd.family()), "to", address(address, false), "device", device))
                .orElse("fwd to " + device);
    }

    private String target(Optional<String> address, Optional<Expression> port) {
        return address.orElse("")
                + port.map(of -> ":" + selectors.expression(of, PORT)).orElse("");
    }

    // Only before a port has an IPv6 address to be told from it.
    private String address(Expression address, boolean beforePort) {
        return switch (address) {
            case Value.IpAddress(var of) when beforePort && !of.isV4() -> "[" + of + "]";
            case Value.Range(var first, var last) when beforePort -> address(first, true) + "-" + address(last, true);
            case Expression other -> selectors.expression(other, List.of(Kind.UNKNOWN, PORT.getFirst()));
        };
    }

    private static String flags(Set<Action.NatFlag> flags) {
        return Stream.of(Action.NatFlag.values())
                .filter(flags::contains)
                .map(flag -> SelectorPrinter.lower(flag).replace('_', '-'))
                .collect(Collectors.joining(","));
    }
}
