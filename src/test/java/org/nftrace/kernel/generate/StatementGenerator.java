package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Makes what a rule does: first what lets the walk go on, then perhaps what ends it.
final class StatementGenerator {

    private final Chance chance;
    private final Vocabulary words;
    private final Values values;

    StatementGenerator(Chance chance, Vocabulary words) {
        this.chance = chance;
        this.words = words;
        this.values = new Values(chance, words);
    }

    /// Something that changes the packet or its connection, or only counts.
    String effect(Spot spot, Theme theme, NamedSets sets) {
        var makers = new ArrayList<Supplier<String>>(
                List.of(() -> "counter", () -> "counter", () -> mark(theme), () -> mark(theme)));
        sets.marking(theme).ifPresent(marking -> makers.add(() -> marking));
        sets.filling(theme).ifPresent(filling -> makers.addAll(List.of(() -> filling, () -> filling, () -> filling)));
        if (spot.tracks()) {
            makers.add(this::connectionMark);
            makers.add(this::connectionMark);
        }
        if (spot.isRaw()) {
            makers.add(() -> "notrack");
            makers.add(() -> "notrack");
            makers.add(() -> "ct zone set " + chance.of("1", "2"));
        }
        if (chance.percent(15)) {
            makers.add(() -> header(theme));
        }
        return chance.of(makers).get();
    }

    private String mark(Theme theme) {
        return "meta mark set "
                + chance.<String>make(
                        values::mark,
                        values::mark,
                        () -> "meta mark | " + values.mark(),
                        () -> "meta mark & 0x%x".formatted(chance.of(0xf, 0xf0, 0xffffff00)),
                        () -> "meta mark ^ " + values.mark(),
                        () -> theme.ports() + " dport map { 22 : 0x1, 80-443 : 0x2, 8080 : 0x7 }");
    }

    private String connectionMark() {
        return chance.<String>make(
                () -> "ct mark set " + values.mark(),
                () -> "ct mark set meta mark",
                () -> "meta mark set ct mark",
                () -> "ct mark set ct mark | " + values.mark());
    }

    private String header(Theme theme) {
        var v6 = theme.v6();
        return chance.<String>make(
                () -> (v6 ? "ip6 hoplimit" : "ip ttl") + " set " + chance.of(1, 2, 64),
                () -> (v6 ? "ip6" : "ip") + " dscp set " + chance.of("cs1", "af11", "ef"),
                () -> "meta priority set 1:2",
                () -> "log prefix \"seen \"");
    }

    /// An address or port translation for a chain of type nat.
    String nat(Spot spot, Theme theme) {
        var v6 = theme.v6();
        var to = spot.family().equals("inet") ? (v6 ? " ip6 to " : " ip to ") : " to ";
        if (spot.destinationNat()) {
            return chance.<String>make(
                    () -> "dnat" + to + target(v6),
                    () -> "dnat" + to + target(v6),
                    () -> withPort(theme, "dnat" + to + bracketed(target(v6), v6) + ":" + values.port()),
                    () -> withPort(theme, "dnat" + to + bracketed(target(v6), v6) + ":8000-8003"),
                    () -> withPort(theme, "redirect to :" + values.port()),
                    () -> "redirect",
                    () -> v6
                            ? "redirect"
                            : "dnat" + to + theme.ports()
                                    + " dport map { 22 : %s, 80 : %s }".formatted(target(false), target(false)),
                    () -> v6
                            ? "redirect"
                            : "dnat ip to " + theme.ports()
                                    + " dport map { 22 : %s . 2222, 80 : %s . 8080 }"
                                            .formatted(target(false), target(false)));
        }
        var source = chance.of(words.own(v6));
        return chance.<String>make(
                () -> "snat" + to + source,
                () -> "snat" + to + source,
                () -> withPort(
                        theme, "snat" + to + bracketed(source, v6) + ":" + chance.of("4000", "4000-4003", "40000")),
                () -> "snat" + to + chance.of(words.remote(v6)),
                () -> spot.hook().equals("input") ? "snat" + to + source : "masquerade",
                () -> spot.hook().equals("input") ? "snat" + to + source : "masquerade",
                () -> spot.hook().equals("input") ? "snat" + to + source : withPort(theme, "masquerade to :2000-2100"));
    }

    String reject(Spot spot, Theme theme) {
        var reset = theme.protocol().equals("tcp") ? "reject with tcp reset" : "reject";
        return switch (spot.family()) {
            case "ip" ->
                chance.of(
                        "reject",
                        "reject with icmp type admin-prohibited",
                        "reject with icmp type host-unreachable",
                        reset);
            case "ip6" -> chance.of("reject", "reject with icmpv6 type admin-prohibited", reset);
            default -> chance.of("reject", "reject with icmpx type admin-prohibited", reset);
        };
    }

    private String target(boolean v6) {
        return chance.percent(75) ? chance.of(words.peers(v6)) : chance.of(words.asked(v6));
    }

    private static String bracketed(String address, boolean v6) {
        return v6 ? "[" + address + "]" : address;
    }

    /// A port can only be translated where the protocol is known to have one.
    private String withPort(Theme theme, String statement) {
        return "meta l4proto " + (theme.protocol().equals("icmp") ? "{ tcp, udp }" : theme.protocol()) + " "
                + statement;
    }
}
