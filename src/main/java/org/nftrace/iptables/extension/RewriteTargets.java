package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.BYTE;
import static org.nftrace.iptables.extension.Numbers.SHORT;
import static org.nftrace.iptables.extension.Numbers.hex;
import static org.nftrace.iptables.extension.Terms.and;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Targets that change a packet's header and let it go on: `-j TTL --ttl-set 64`, `-j DSCP`, `-j TOS`, `-j TCPMSS`, `-j
/// CLASSIFY`.
final class RewriteTargets {
    private static final int BOTH_ECN_BITS = 0xc0;

    private static final Map<String, Integer> TCP_OPTIONS =
            Map.of("mss", 2, "wscale", 3, "sack-permitted", 4, "sack", 5, "timestamp", 8, "md5", 19);
    // What nft calls them.
    private static final Map<Integer, String> TCP_OPTION_NAMES =
            Map.of(2, "maxseg", 3, "window", 4, "sack-perm", 5, "sack", 8, "timestamp", 19, "md5sig");

    private static final Shape CLASS = Shape.oneOf("a class like 1:10", RewriteTargets::classId);
    private static final Shape TCP_OPTION_LIST =
            Shape.oneOf("names or numbers of TCP options like mss,timestamp", RewriteTargets::tcpOptions);
    private static final Shape PREFIX = Shape.oneOf(
            "a prefix like 2001:db8::/64",
            text -> Optional.of(text)
                    .filter(t -> t.indexOf('/') > 0)
                    .flatMap(Network::parse)
                    .map(Network::masked));

    private RewriteTargets() {}

    static List<Extension> all() {
        return List.of(
                hops("TTL", "--ttl", Extension.Reach.IP),
                hops("HL", "--hl", Extension.Reach.IP6),
                dscp(),
                tos(),
                Extension.target(
                                "ECN",
                                (_, context) -> assign(
                                        context,
                                        payload(Field.TCP_FLAGS),
                                        and(payload(Field.TCP_FLAGS), BYTE & ~BOTH_ECN_BITS)),
                                Row.option("--ecn-tcp-remove", Shape.FLAG),
                                Row.option("--ecn-ip-ect", Numbers.number(3)))
                        .only(Extension.Reach.IP),
                tcpmss(),
                Extension.target("TCPOPTSTRIP", RewriteTargets::strip, Row.option("--strip-options", TCP_OPTION_LIST))
                        .within("mangle")
                        .guessing((done, _) -> stripped(done))
                        .alone(),
                Extension.target(
                                "CLASSIFY",
                                (options, context) -> options.value("--set-class")
                                        .flatMap(text -> assign(
                                                context,
                                                meta(MetaKey.PRIORITY),
                                                number(Long.parseLong(text.replace(":", ""), 16)))),
                                Row.option("--set-class", CLASS))
                        .guessing((done, _) -> done.getFirst()
                                        instanceof Action.Assign(_, _, Value.Number(long n))
                                ? List.of(List.of(Guesses.option(
                                        "--set-class", Long.toHexString(n >> 16) + ":" + Long.toHexString(n & SHORT))))
                                : List.of()),
                LogTargets.silent("CHECKSUM", Row.option("--checksum-fill", Shape.FLAG)),
                prefix("SNPT"),
                prefix("DNPT"));
    }

    // There is no word for adding in the ir: after an increment what follows is unknown.
    private static Extension hops(String name, String option, Extension.Reach reach) {
        Field field = reach == Extension.Reach.IP ? Field.IP_TTL : Field.IP6_HOPLIMIT;
        return Extension.target(
                        name,
                        (options, context) -> options.value(option + "-set")
                                .flatMap(text -> assign(context, payload(field), number(Numbers.of(text)))),
                        Row.option(option + "-set", Numbers.number(BYTE)),
                        Row.option(option + "-dec", Numbers.number(1, BYTE)),
                        Row.option(option + "-inc", Numbers.number(1, BYTE)))
                .within("mangle")
                .guessing((done, _) -> assigned(option + "-set", done))
                .only(reach);
    }

    private static Extension dscp() {
        return Extension.target(
                        "DSCP",
                        (options, context) -> options.value("--set-dscp")
                                .flatMap(text -> assign(context, Headers.dscp(context), number(Numbers.of(text)))),
                        Row.option("--set-dscp", Headers.DSCP),
                        Row.synonym(
                                "--set-dscp-class",
                                Headers.DSCP_CLASS,
                                given -> List.of(new XtOption(false, "--set-dscp", given.values()))))
                .within("mangle")
                .guessing((done, _) -> assigned("--set-dscp", done));
    }

    private static Extension tos() {
        Shape bits = Numbers.number(BYTE);
        return Extension.target(
                        "TOS",
                        (options, context) -> options.value("--set-tos").flatMap(text -> tos(text, context)),
                        Row.option("--set-tos", Headers.TOS),
                        Row.synonym("--and-tos", bits, given -> tos(0, ~bits(given) & BYTE)),
                        Row.synonym("--or-tos", bits, given -> tos(bits(given), bits(given))),
                        Row.synonym("--xor-tos", bits, given -> tos(bits(given), 0)))
                .within("mangle")
                .guessing((done, _) -> done.getFirst() instanceof Action.Assign(_, var target, var value)
                        ? BitChange.of(target, value)
                                .map(change -> List.of(Guesses.option(
                                        "--set-tos", hex(change.flipped(), 2) + "/" + hex(~change.kept() & BYTE, 2))))
                                .stream()
                                .toList()
                        : List.of());
    }

    private static long bits(XtOption option) {
        return Numbers.of(option.values().getFirst());
    }

    private static List<XtOption> tos(long value, long mask) {
        return List.of(new XtOption(false, "--set-tos", List.of(hex(value, 2) + "/" + hex(mask, 2))));
    }

    // tos = (tos & ~mask) ^ value
    private static Optional<List<Statement>> tos(String text, Context context) {
        int slash = text.indexOf('/');
        long value = Numbers.of(text.substring(0, slash));
        long mask = Numbers.of(text.substring(slash + 1));
        Selector tos = Headers.tosByte(context);
        Expression changed = mask == BYTE
                ? number(value)
                : new Selector.Binary(and(tos, ~mask & BYTE), Selector.Operator.XOR, number(value));
        return assign(context, tos, changed);
    }

    private static Extension tcpmss() {
        Selector size = new Selector.Option("tcp option", "maxseg", Optional.of("size"), DataType.INTEGER);
        Selector mtu = new Selector.Rt("mtu", Optional.empty(), DataType.INTEGER);
        return Extension.target(
                        "TCPMSS",
                        (options, context) -> options.value("--set-mss")
                                .map(text -> assign(context, size, number(Numbers.of(text))))
                                .orElseGet(() -> assign(context, size, mtu)),
                        Row.option("--clamp-mss-to-pmtu", Shape.FLAG),
                        Row.option("--set-mss", Numbers.number(SHORT)))
                .guessing((done, _) -> Stream.concat(
                                assigned("--set-mss", done).stream(),
                                Stream.of(List.of(Guesses.option("--clamp-mss-to-pmtu"))))
                        .toList());
    }

    private static Optional<String> tcpOptions(String text) {
        var numbers = new TreeSet<Integer>();
        for (String part : text.split(",", -1)) {
            Integer named = TCP_OPTIONS.get(part);
            var number = named != null ? Optional.of((long) named) : Numbers.boxed(part, BYTE);
            // Options 0 and 1 are padding.
            if (number.isEmpty() || number.get() < 2) {
                return Optional.empty();
            }
            numbers.add(number.get().intValue());
        }
        return Optional.of(
                String.join(",", numbers.stream().map(Object::toString).toList()));
    }

    private static Optional<List<Statement>> strip(Options options, Context context) {
        var list = options.value("--strip-options");
        if (list.isEmpty()) {
            return Optional.of(List.of());
        }
        return Optional.of(Arrays.stream(list.get().split(","))
                .map(Integer::valueOf)
                .map(number -> TCP_OPTION_NAMES.getOrDefault(number, number.toString()))
                .map(name -> new Selector.Option("tcp option", name, Optional.empty(), DataType.BOOLEAN))
                .map(option -> (Statement) new Action.ResetOption(context.span(), option))
                .toList());
    }

    private static Optional<String> classId(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        var major = hexPart(text.substring(0, colon));
        var minor = hexPart(text.substring(colon + 1));
        return major.isPresent() && minor.isPresent()
                ? Optional.of(String.format(Locale.ROOT, "%04x:%04x", major.get(), minor.get()))
                : Optional.empty();
    }

    private static Optional<Long> hexPart(String text) {
        return Numbers.boxed(text.startsWith("0x") ? text : "0x" + text, SHORT);
    }

    // Both ends of a stateless translation; the ir has translations of connections only.
    private static Extension prefix(String name) {
        return Extension.target(
                        name,
                        (_, _) -> Optional.empty(),
                        Row.option("--src-pfx", PREFIX),
                        Row.option("--dst-pfx", PREFIX))
                .needing("--src-pfx", "--dst-pfx")
                .only(Extension.Reach.IP6);
    }

    private static List<List<XtOption>> assigned(String option, List<Statement> done) {
        return done.getFirst() instanceof Action.Assign(_, _, Value.Number(long number))
                ? List.of(List.of(Guesses.option(option, Long.toString(number))))
                : List.of();
    }

    private static List<List<XtOption>> stripped(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.ResetOption(_, Selector.Option(_, var name, _, _)))) {
            return List.of();
        }
        String number = TCP_OPTION_NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(entry -> entry.getKey().toString())
                .findFirst()
                .orElse(name);
        return List.of(List.of(Guesses.option("--strip-options", number)));
    }

    private static Optional<List<Statement>> assign(Context context, Selector target, Expression value) {
        return Optional.of(List.of(new Action.Assign(context.span(), target, value)));
    }
}
