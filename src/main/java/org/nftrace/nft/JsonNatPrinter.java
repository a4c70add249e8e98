package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.putWords;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import tools.jackson.databind.node.ObjectNode;

/// Writes the statements that send a packet elsewhere as JSON.
record JsonNatPrinter(JsonSelectorPrinter selectors) {
    private static final Kind PORT = Kind.of(DataType.INET_SERVICE);
    // A map may give address and port together.
    private static final List<Kind> ADDRESS = List.of(Kind.UNKNOWN, PORT);
    private static final List<Kind> DEVICE = List.of(Kind.of(DataType.IFINDEX));

    ObjectNode nat(Action.Nat nat) {
        ObjectNode properties = object();
        nat.family().ifPresent(family -> properties.put("family", family.label()));
        putTarget(properties, nat.address(), nat.port());
        Stream<String> flags = Stream.of(Action.NatFlag.values())
                .filter(nat.flags()::contains)
                .map(flag -> SelectorPrinter.lower(flag).replace('_', '-'));
        putWords(properties, "flags", Stream.concat(flags, nat.prefix() ? Stream.of("netmap") : Stream.of()));
        putWords(properties, "type_flags", nat.prefix() ? Stream.of("prefix") : Stream.of());
        return JsonNodes.statement(SelectorPrinter.lower(nat.kind()), properties);
    }

    ObjectNode tproxy(Action.Tproxy tproxy) {
        ObjectNode properties = object();
        tproxy.family().ifPresent(family -> properties.put("family", family.label()));
        putTarget(properties, tproxy.address(), tproxy.port());
        return object("tproxy", properties);
    }

    private void putTarget(ObjectNode properties, Optional<Expression> address, Optional<Expression> port) {
        address.ifPresent(of -> properties.set("addr", selectors.expression(of, ADDRESS)));
        port.ifPresent(of -> properties.set("port", selectors.expression(of, List.of(PORT))));
    }

    // Where there is a device only, it stands for the address.
    ObjectNode dup(Action.Dup dup) {
        ObjectNode properties = object();
        dup.address().ifPresent(of -> properties.set("addr", selectors.expression(of, ADDRESS)));
        dup.device().ifPresent(of -> {
            String name = dup.address().isPresent() ? "dev" : "addr";
            properties.set(name, selectors.expression(of, DEVICE));
        });
        return JsonNodes.statement("dup", properties);
    }

    ObjectNode fwd(Action.Fwd fwd) {
        ObjectNode properties = object("dev", selectors.expression(fwd.device(), DEVICE));
        fwd.family().ifPresent(family -> properties.put("family", family.label()));
        fwd.address().ifPresent(of -> properties.set("addr", selectors.expression(of, ADDRESS)));
        return object("fwd", properties);
    }
}
