package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.number;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Statement;

/// ICMP types by number or name: `-m icmp --icmp-type 8`, `--icmp-type host-unreachable` (3/1), `-m icmp6 --icmpv6-type
/// 135`.
final class Icmp {
    private static final String ANY = "any";
    private static final String EXPECTED = "a type, type/code or name like 8, 3/1 or echo-request";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("echo-reply", "0"),
            Map.entry("pong", "0"),
            Map.entry("destination-unreachable", "3"),
            Map.entry("network-unreachable", "3/0"),
            Map.entry("host-unreachable", "3/1"),
            Map.entry("protocol-unreachable", "3/2"),
            Map.entry("port-unreachable", "3/3"),
            Map.entry("fragmentation-needed", "3/4"),
            Map.entry("source-route-failed", "3/5"),
            Map.entry("network-unknown", "3/6"),
            Map.entry("host-unknown", "3/7"),
            Map.entry("network-prohibited", "3/9"),
            Map.entry("host-prohibited", "3/10"),
            Map.entry("tos-network-unreachable", "3/11"),
            Map.entry("tos-host-unreachable", "3/12"),
            Map.entry("communication-prohibited", "3/13"),
            Map.entry("host-precedence-violation", "3/14"),
            Map.entry("precedence-cutoff", "3/15"),
            Map.entry("source-quench", "4"),
            Map.entry("redirect", "5"),
            Map.entry("network-redirect", "5/0"),
            Map.entry("host-redirect", "5/1"),
            Map.entry("tos-network-redirect", "5/2"),
            Map.entry("tos-host-redirect", "5/3"),
            Map.entry("echo-request", "8"),
            Map.entry("ping", "8"),
            Map.entry("router-advertisement", "9"),
            Map.entry("router-solicitation", "10"),
            Map.entry("time-exceeded", "11"),
            Map.entry("ttl-exceeded", "11"),
            Map.entry("ttl-zero-during-transit", "11/0"),
            Map.entry("ttl-zero-during-reassembly", "11/1"),
            Map.entry("parameter-problem", "12"),
            Map.entry("ip-header-bad", "12/0"),
            Map.entry("required-option-missing", "12/1"),
            Map.entry("timestamp-request", "13"),
            Map.entry("timestamp-reply", "14"),
            Map.entry("address-mask-request", "17"),
            Map.entry("address-mask-reply", "18"));

    private static final Map<String, String> NAMES6 = Map.ofEntries(
            Map.entry("destination-unreachable", "1"),
            Map.entry("no-route", "1/0"),
            Map.entry("communication-prohibited", "1/1"),
            Map.entry("beyond-scope", "1/2"),
            Map.entry("address-unreachable", "1/3"),
            Map.entry("port-unreachable", "1/4"),
            Map.entry("failed-policy", "1/5"),
            Map.entry("reject-route", "1/6"),
            Map.entry("packet-too-big", "2"),
            Map.entry("time-exceeded", "3"),
            Map.entry("ttl-exceeded", "3"),
            Map.entry("ttl-zero-during-transit", "3/0"),
            Map.entry("ttl-zero-during-reassembly", "3/1"),
            Map.entry("parameter-problem", "4"),
            Map.entry("bad-header", "4/0"),
            Map.entry("unknown-header-type", "4/1"),
            Map.entry("unknown-option", "4/2"),
            Map.entry("echo-request", "128"),
            Map.entry("ping", "128"),
            Map.entry("echo-reply", "129"),
            Map.entry("pong", "129"),
            Map.entry("mld-listener-query", "130"),
            Map.entry("mld-listener-report", "131"),
            Map.entry("mld-listener-done", "132"),
            Map.entry("mld-listener-reduction", "132"),
            Map.entry("router-solicitation", "133"),
            Map.entry("router-advertisement", "134"),
            Map.entry("neighbour-solicitation", "135"),
            Map.entry("neighbor-solicitation", "135"),
            Map.entry("neighbour-advertisement", "136"),
            Map.entry("neighbor-advertisement", "136"),
            Map.entry("redirect", "137"));

    private Icmp() {}

    static List<Extension> all() {
        Shape type = Shape.oneOf(EXPECTED, text -> canonical(text, NAMES)).orNot();
        Shape type6 = Shape.oneOf(EXPECTED, text -> canonical(text, NAMES6)).orNot();
        return List.of(
                Extension.match(
                                "icmp",
                                Row.option("--icmp-type", type, (o, c) -> type(o, c, Field.ICMP_TYPE, Field.ICMP_CODE)))
                        .guessing((said, _) -> guess("--icmp-type", said))
                        .only(Extension.Reach.IP),
                Extension.match(
                                "icmp6",
                                Row.option(
                                        "--icmpv6-type",
                                        type6,
                                        (o, c) -> type(o, c, Field.ICMPV6_TYPE, Field.ICMPV6_CODE)))
                        .guessing((said, _) -> guess("--icmpv6-type", said))
                        .only(Extension.Reach.IP6));
    }

    // A type alone, or a type and its code.
    private static List<List<XtOption>> guess(String name, List<Statement> said) {
        String text = said.stream()
                .filter(Match.Compare.class::isInstance)
                .map(compare -> Guesses.text(((Match.Compare) compare).value()).orElse("-"))
                .collect(Collectors.joining("/"));
        return List.of(List.of(Guesses.option(name, text)), List.of(new XtOption(true, name, List.of(text))));
    }

    // iptables takes the start of a name as long as it is one name's only.
    private static Optional<String> canonical(String text, Map<String, String> names) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals(ANY) || lower.equals("255/0:255")) {
            return Optional.of(ANY);
        }
        if (names.containsKey(lower)) {
            return Optional.of(names.get(lower));
        }
        var started = names.entrySet().stream()
                .filter(e -> !lower.isEmpty() && e.getKey().startsWith(lower))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        return started.size() == 1 ? Optional.of(started.getFirst()) : numeric(lower);
    }

    private static Optional<String> numeric(String text) {
        int slash = text.indexOf('/');
        var type = Numbers.boxed(slash < 0 ? text : text.substring(0, slash), Numbers.BYTE);
        if (slash < 0) {
            return type.map(Object::toString);
        }
        var code = Numbers.boxed(text.substring(slash + 1), Numbers.BYTE);
        return type.isPresent() && code.isPresent() ? Optional.of(type.get() + "/" + code.get()) : Optional.empty();
    }

    private static Optional<List<Match>> type(XtOption option, Context context, Field type, Field code) {
        String text = option.values().getFirst();
        if (text.equals(ANY)) {
            // Every type: no condition; with '!' no packet at all, since no type is above 255.
            return option.negated()
                    ? holds(context.span(), payload(type), Relation.GT, number(Numbers.BYTE))
                    : Optional.of(List.of());
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            return holds(context.span(), payload(type), equal(option), number(Numbers.of(text)));
        }
        var both = new ArrayList<Match>();
        both.add(new Match.Compare(
                context.span(), payload(type), equal(option), number(Numbers.of(text.substring(0, slash)))));
        both.add(new Match.Compare(
                context.span(), payload(code), equal(option), number(Numbers.of(text.substring(slash + 1)))));
        return Optional.of(option.negated() ? List.of(new Match.AnyOf(context.span(), both)) : both);
    }
}
