package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Numbers.hex;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// What needs a look into a packet, or a sum over it: `-m string`, `-m u32`, `-m bpf`, `-m osf`, `-m cluster`.
final class Contents {
    private static final String FROM_START = "0";
    private static final String TO_END = "65535";
    private static final int LONGEST = 128;
    private static final Pattern U32 = Pattern.compile("0[xX][0-9a-fA-F]+|[0-9]+|<<|>>|&&|[&@=:,]");
    private static final Pattern PROGRAM = Pattern.compile("[0-9]+(,[0-9]+ [0-9]+ [0-9]+ [0-9]+)+,?");

    private static final Shape STRING = Shape.oneOf(
                    "a text of at most 128 characters",
                    text -> Optional.of(text).filter(t -> !t.isEmpty() && t.length() <= LONGEST))
            .quoted(Shape.Quoting.ALWAYS)
            .orNot();
    private static final Shape HEX_STRING = Shape.oneOf("a text with bytes in hex like |0d0a|", Contents::hexString)
            .quoted(Shape.Quoting.ALWAYS)
            .orNot();
    private static final Shape TESTS = Shape.oneOf("tests like 0x6&0xff=0x6", Contents::tests)
            .quoted(Shape.Quoting.ALWAYS)
            .orNot();
    private static final Shape BYTECODE = Shape.oneOf(
                    "a program like 1,6 0 0 1",
                    text -> Optional.of(text).filter(t -> PROGRAM.matcher(t).matches()))
            .quoted(Shape.Quoting.ALWAYS);

    private Contents() {}

    static List<Extension> all() {
        return List.of(
                Extension.match(
                                "string",
                                Row.option("--string", STRING),
                                Row.option("--hex-string", HEX_STRING),
                                Row.option("--algo", Shape.choice("bm", "kmp")),
                                Row.option("--from", Numbers.number(Numbers.SHORT))
                                        .unless(is(FROM_START)),
                                Row.option("--to", Numbers.number(Numbers.SHORT))
                                        .unless(is(TO_END)),
                                Row.option("--icase", Shape.FLAG))
                        .needing("--string|--hex-string"),
                Extension.match("u32", Row.option("--u32", TESTS)),
                Extension.match("bpf", Row.option("--bytecode", BYTECODE), Row.option("--object-pinned", Shape.TEXT)),
                Extension.match(
                        "osf",
                        Row.option(
                                "--genre",
                                Shape.TEXT.orNot(),
                                (o, c) -> holds(
                                        c.span(),
                                        new Selector.Osf(Optional.empty(), false),
                                        equal(o),
                                        new Value.Text(o.values().getFirst()))),
                        Row.aside("--ttl", Numbers.number(2)),
                        Row.aside("--log", Numbers.number(2))),
                cluster());
    }

    private static Extension cluster() {
        return Extension.match(
                        "cluster",
                        Row.option(
                                "--cluster-local-nodemask",
                                Numbers.hexNumber(WORD, 8).orNot()),
                        Row.synonym(
                                "--cluster-local-node",
                                Numbers.number(1, 32).orNot(),
                                given -> List.of(new XtOption(
                                        given.negated(),
                                        "--cluster-local-nodemask",
                                        List.of(hex(
                                                1L << (Numbers.of(given.values().getFirst()) - 1), 8))))),
                        Row.option("--cluster-total-nodes", Numbers.number(1, 32)),
                        Row.option("--cluster-hash-seed", Numbers.hexNumber(WORD, 8)))
                .needing("--cluster-local-nodemask", "--cluster-total-nodes", "--cluster-hash-seed");
    }

    private static java.util.function.Predicate<XtOption> is(String value) {
        return option -> option.values().getFirst().equals(value);
    }

    // Text with bytes between bars is printed as bytes throughout, plain text as a string.
    private static Optional<String> hexString(String text) {
        var bytes = new StringBuilder();
        boolean hex = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|') {
                hex = !hex;
            } else if (!hex) {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    bytes.append(String.format(Locale.ROOT, "%02x", b));
                }
            } else if (c != ' ') {
                if (Character.digit(c, 16) < 0) {
                    return Optional.empty();
                }
                bytes.append(Character.toLowerCase(c));
            }
        }
        boolean whole = !hex && bytes.length() > 0 && bytes.length() % 2 == 0 && bytes.length() <= 2 * LONGEST;
        return whole ? Optional.of("|" + bytes + "|") : Optional.empty();
    }

    // Numbers in hex, blanks left out; what the tests would find in a packet is not modelled.
    private static Optional<String> tests(String text) {
        var out = new ArrayList<String>();
        var words = U32.matcher(text);
        int end = 0;
        while (words.find()) {
            if (!text.substring(end, words.start()).isBlank()) {
                return Optional.empty();
            }
            String word = words.group();
            boolean digit = Character.isDigit(word.charAt(0));
            var number = digit ? Numbers.boxed(word, WORD) : Optional.<Long>empty();
            if (digit && number.isEmpty()) {
                return Optional.empty();
            }
            out.add(number.map(n -> hex(n)).orElse(word));
            end = words.end();
        }
        boolean whole = !out.isEmpty() && text.substring(end).isBlank() && out.contains("=");
        return whole ? Optional.of(String.join("", out)) : Optional.empty();
    }
}
