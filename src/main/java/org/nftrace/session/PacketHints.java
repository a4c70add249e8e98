package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Ruleset;
import org.nftrace.packet.Fact;

/// What a word of a packet may become: protocols, addresses of the dump, interfaces, keys.
public final class PacketHints {
    private static final List<String> PROTOCOLS = List.of("tcp:", "udp:", "icmp:", "icmpv6:", "sctp:", "any:");

    private PacketHints() {}

    /// @param begun the word so far
    public static List<Verb.Hint> of(String begun, Ruleset ruleset) {
        int arrow = begun.indexOf("->");
        int colon = begun.indexOf(':');
        int equals = begun.indexOf('=');
        if (equals > 0) {
            String key = begun.substring(0, equals);
            return isInterface(key)
                    ? Names.interfaces(ruleset).stream()
                            .map(name -> Verb.Hint.of(key + "=" + name))
                            .toList()
                    : List.of();
        }
        if (arrow > 0) {
            return addresses(begun.substring(0, arrow + 2), "", ruleset);
        }
        if (colon > 0) {
            return addresses(begun.substring(0, colon + 1), "->", ruleset);
        }
        var hints = new ArrayList<Verb.Hint>();
        PROTOCOLS.forEach(protocol -> hints.add(new Verb.Hint(protocol, "", false)));
        for (Fact fact : Fact.values()) {
            hints.add(new Verb.Hint(fact.keyword() + "=", "", false));
        }
        return hints;
    }

    private static List<Verb.Hint> addresses(String before, String after, Ruleset ruleset) {
        return Names.addresses(ruleset).stream()
                .map(address -> new Verb.Hint(before + address + after, "", false))
                .toList();
    }

    private static boolean isInterface(String key) {
        return Optional.of(key)
                .filter(k -> List.of(Fact.IN, Fact.OUT, Fact.PORT_IN, Fact.PORT_OUT).stream()
                        .anyMatch(fact -> fact.keyword().equals(k)))
                .isPresent();
    }
}
