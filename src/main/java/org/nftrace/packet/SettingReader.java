package org.nftrace.packet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Span;
import org.nftrace.text.Spelling;

/// Reads `key=value`.
final class SettingReader {
    private static final String LOCAL = "local";
    private static final String CT = "ct";
    private static final Set<Fact> SAID_BEFORE =
            EnumSet.of(Fact.SOURCE, Fact.DESTINATION, Fact.PROTOCOL, Fact.SPORT, Fact.DPORT);
    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("iif", "in"),
            Map.entry("iifname", "in"),
            Map.entry("oif", "out"),
            Map.entry("oifname", "out"),
            Map.entry("hoplimit", "ttl"),
            Map.entry("length", "len"),
            Map.entry("dscp", "tos"),
            Map.entry("state", "ct"),
            Map.entry("icmp-type", "type"),
            Map.entry("smac", "src-mac"),
            Map.entry("dmac", "dst-mac"),
            Map.entry("skuid", "uid"),
            Map.entry("skgid", "gid"));

    private final Draft draft;

    SettingReader(Draft draft) {
        this.draft = draft;
    }

    void read(Span key, Span value) {
        var fact = factOf(key.text());
        if (fact.isEmpty() && !key.text().equals(LOCAL) && !key.text().equals(CT)) {
            unknown(key);
            return;
        }
        var before = draft.sayAgain(key.text(), key);
        if (before.isPresent()) {
            draft.error(
                    key,
                    "'" + key.text() + "' was given already, in column "
                            + before.get().column());
        } else if (fact.isPresent()) {
            readFact(fact.get(), key, value);
        } else if (!value.text().equals(FlowReader.OPEN)) {
            readState(key, value);
        }
    }

    private void unknown(Span key) {
        String text = key.text();
        String meant = OTHER_WORDS.get(text);
        var keys = new TreeSet<>(Set.of(LOCAL, CT));
        settable().forEach(f -> keys.add(f.keyword()));
        boolean before = SAID_BEFORE.stream().anyMatch(f -> f.keyword().equals(text));
        if (before) {
            draft.error(
                    key, "'" + text + "' was expected before the settings, as in 'tcp:192.0.2.1:1024->192.0.2.2:80'");
        } else if (meant != null) {
            draft.error(key, "unknown key '" + text + "'; did you mean '" + meant + "'?");
        } else {
            String expected = ", expected one of " + String.join(", ", keys);
            draft.error(key, "unknown key '" + text + "'" + expected + Spelling.hint(text, keys));
        }
    }

    private static List<Fact> settable() {
        return EnumSet.complementOf(EnumSet.copyOf(SAID_BEFORE)).stream().toList();
    }

    private static Optional<Fact> factOf(String key) {
        return settable().stream().filter(f -> f.keyword().equals(key)).findFirst();
    }

    private void readFact(Fact fact, Span key, Span value) {
        var clash = clash(fact);
        if (clash.isPresent()) {
            draft.error(key, clash.get());
        } else if (value.text().equals(FlowReader.OPEN)) {
            return;
        } else if (fact.kind() == Fact.Kind.TEXT) {
            readInterface(fact, value);
        } else if (fact.kind() == Fact.Kind.ADDRESS) {
            Address.parse(value.text())
                    .ifPresentOrElse(
                            address -> draft.set(draft.packet().with(fact, address)),
                            () -> draft.error(
                                    value, "found '" + value.text() + "' where an address or 'any' was expected"));
        } else {
            readNumber(fact, value);
        }
    }

    // What a packet cannot have, being what it was said to be.
    private Optional<String> clash(Fact fact) {
        String key = "'" + fact.keyword() + "' was given, but ";
        var protocol = draft.protocolNumber();
        return switch (fact) {
            case TCP_FLAGS, TCP_SEQUENCE, TCP_ACKNOWLEDGED, TCP_WINDOW ->
                protocol.isPresent() && protocol.getAsInt() != Protocol.TCP.number()
                        ? Optional.of(key + nameOf(protocol.getAsInt()) + " has no "
                                + Numbers.of(fact).what().replaceFirst("^(?!TCP)", "TCP "))
                        : Optional.empty();
            case ICMP_TYPE, ICMP_CODE, ICMP_ID ->
                protocol.isPresent() && !isIcmp(protocol.getAsInt())
                        ? Optional.of(key + nameOf(protocol.getAsInt()) + " has none; expected protocol icmp or icmpv6")
                        : Optional.empty();
            case FLOW_LABEL -> draft.etherType().filter(t -> t == 0x0800).map(_ -> key + "an IPv4 packet has none");
            case IN, PORT_IN -> draft.local.filter(l -> l).map(_ -> key + "a packet with local=true comes in by none");
            default -> Optional.empty();
        };
    }

    private static String nameOf(int protocol) {
        return Protocol.of(protocol).map(Protocol::label).orElse("protocol " + protocol);
    }

    private static boolean isIcmp(int protocol) {
        return protocol == Protocol.ICMP.number() || protocol == Protocol.ICMPV6.number();
    }

    // The kernel's own rule for a name: dev_valid_name() in net/core/dev.c.
    private void readInterface(Fact fact, Span value) {
        String name = value.text();
        if (name.length() > 15
                || name.indexOf('/') >= 0
                || name.indexOf(':') >= 0
                || name.equals(".")
                || name.equals("..")) {
            draft.error(
                    value,
                    "found '" + name + "' where an interface name was expected: at most 15 characters, no '/' or ':'");
        } else {
            draft.set(draft.packet().with(fact, name));
        }
    }

    private void readNumber(Fact fact, Span value) {
        var numbers = numbersOf(fact);
        OptionalLong number = numberOf(fact, numbers, value.text());
        if (number.isEmpty()) {
            draft.error(value, "found '" + value.text() + "' where " + formsOf(fact, numbers, value.text()));
        } else if (!numbers.allows(number.getAsLong())) {
            String bounds = numbers.least() + " to " + numbers.most();
            draft.error(value, numbers.what() + " " + value.text() + " is out of range, expected " + bounds);
        } else if (fact == Fact.ETHER_TYPE
                && draft.etherType().filter(t -> t != number.getAsLong()).isPresent()) {
            draft.error(value, "ethertype " + value.text() + " does not go with the addresses");
        } else {
            draft.set(draft.packet().with(fact, number.getAsLong()));
        }
    }

    private Numbers numbersOf(Fact fact) {
        Numbers numbers = Numbers.of(fact);
        var protocol = draft.protocol();
        if (fact != Fact.ICMP_TYPE || protocol.isEmpty()) {
            return numbers;
        }
        return numbers.withWords(protocol.get() == Protocol.ICMPV6 ? IcmpTypes.V6 : IcmpTypes.V4);
    }

    private static OptionalLong numberOf(Fact fact, Numbers numbers, String text) {
        Long word = numbers.words().get(text);
        if (word != null) {
            return OptionalLong.of(word);
        }
        OptionalLong number =
                fact == Fact.SOURCE_MAC || fact == Fact.DESTINATION_MAC ? Numbers.parseMac(text) : Numbers.parse(text);
        return number.isEmpty() && fact == Fact.TCP_FLAGS ? TcpFlags.parse(text) : number;
    }

    private static String formsOf(Fact fact, Numbers numbers, String found) {
        if (fact == Fact.TCP_FLAGS) {
            return "TCP flags were expected: " + TcpFlags.FORMS;
        }
        if (fact == Fact.SOURCE_MAC || fact == Fact.DESTINATION_MAC) {
            return "a MAC address like '02:42:ac:14:00:04' was expected";
        }
        boolean vowel = numbers.what().matches("[EI].*");
        String expected = (vowel ? "an " : "a ") + numbers.what() + " was expected: a number from " + numbers.least()
                + " to " + numbers.most();
        var words = new TreeSet<>(numbers.words().keySet());
        return words.isEmpty() ? expected : expected + ", or " + String.join(", ", words) + Spelling.hint(found, words);
    }

    private void readState(Span key, Span value) {
        if (key.text().equals(LOCAL)) {
            readLocal(key, value);
            return;
        }
        var states = new ArrayList<ConnectionState>();
        for (String word : value.text().split("[,+|]", -1)) {
            var state = EnumSet.allOf(ConnectionState.class).stream()
                    .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
            if (state.isEmpty()) {
                draft.error(
                        value,
                        "found '" + word + "' where new, established, related, invalid or untracked was expected");
                return;
            }
            states.add(state.get());
        }
        draft.states = EnumSet.copyOf(states);
    }

    private void readLocal(Span key, Span value) {
        switch (value.text()) {
            case "true", "yes" -> draft.local = Optional.of(true);
            case "false", "no" -> draft.local = Optional.of(false);
            default -> draft.error(value, "found '" + value.text() + "' where true, false or any was expected");
        }
        boolean cameIn = draft.packet().knows(Fact.IN) || draft.packet().knows(Fact.PORT_IN);
        if (draft.local.orElse(false) && cameIn) {
            draft.error(key, "'local=true' was given, but the packet comes in by an interface");
        }
    }
}
