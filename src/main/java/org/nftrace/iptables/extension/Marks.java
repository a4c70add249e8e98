package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Numbers.hex;
import static org.nftrace.iptables.extension.Terms.and;
import static org.nftrace.iptables.extension.Terms.ct;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holdsMasked;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Marks of packets and connections, asked for and set: `-m mark --mark 0x1/0xff`, `-j MARK --set-xmark
/// 0x1/0xffffffff`, `-j CONNMARK --restore-mark`.
final class Marks {
    /// `0x1/0xff`; a full mask is left out.
    static final Shape MARK = Shape.oneOf("a mark, or a mark and its mask like 0x1/0xff", Marks::mark)
            .orNot();

    // Targets print the full mask too.
    private static final Shape SET = Shape.oneOf(
            "a mark, or a mark and its mask like 0x1/0xff", text -> pair(text).map(Marks::printed));
    private static final Shape BITS =
            Shape.oneOf("bits like 0xff", text -> Numbers.boxed(text, WORD).map(n -> hex(n)));

    private Marks() {}

    static List<Extension> all() {
        return List.of(
                Extension.match(
                        "mark",
                        Row.option(
                                "--mark",
                                MARK,
                                (option, context) -> holdsMasked(
                                        context.span(),
                                        meta(MetaKey.MARK),
                                        equal(option),
                                        option.values().getFirst(),
                                        WORD))),
                Extension.match(
                        "connmark",
                        Row.option(
                                "--mark",
                                MARK,
                                (option, context) -> holdsMasked(
                                        context.span(),
                                        ct(CtKey.MARK),
                                        equal(option),
                                        option.values().getFirst(),
                                        WORD))),
                Extension.target(
                                "MARK",
                                (options, context) -> options.value("--set-xmark")
                                        .map(xmark -> List.of(set(context, meta(MetaKey.MARK), xmark))),
                                SET_XMARK,
                                SET_MARK,
                                AND_MARK,
                                OR_MARK,
                                XOR_MARK)
                        .guessing((done, _) -> xmark(done)),
                Extension.target(
                                "CONNMARK",
                                Marks::connection,
                                SET_XMARK,
                                SET_MARK,
                                AND_MARK,
                                OR_MARK,
                                XOR_MARK,
                                Row.option("--save-mark", Shape.FLAG),
                                Row.option("--restore-mark", Shape.FLAG),
                                Row.option("--left-shift-mark", Numbers.number(31)),
                                Row.option("--right-shift-mark", Numbers.number(31)),
                                Row.option("--nfmask", BITS).otherwise(Marks::wholeMask),
                                Row.option("--ctmask", BITS).otherwise(Marks::wholeMask2),
                                Row.synonym(
                                        "--mask",
                                        BITS,
                                        given -> List.of(
                                                new XtOption(false, "--nfmask", given.values()),
                                                new XtOption(false, "--ctmask", given.values()))))
                        .guessing((done, _) -> Stream.concat(xmark(done).stream(), copied(done).stream())
                                .toList()));
    }

    private static List<List<XtOption>> xmark(List<Statement> done) {
        return done.getFirst() instanceof Action.Assign(_, var target, var value)
                ? BitChange.of(target, value)
                        .map(change -> List.of(Guesses.option("--set-xmark", change.xmark())))
                        .stream()
                        .toList()
                : List.of();
    }

    private static List<List<XtOption>> copied(List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Assign(_, _, Selector from))) {
            return List.of();
        }
        String mask = hex(
                from instanceof Selector.Binary(_, _, Value bits)
                        ? Normal.bits(bits).longValue()
                        : WORD);
        return Stream.of("--save-mark", "--restore-mark")
                .flatMap(way -> Stream.of(
                        List.of(
                                Guesses.option(way),
                                Guesses.option("--nfmask", mask),
                                Guesses.option("--ctmask", hex(WORD))),
                        List.of(
                                Guesses.option(way),
                                Guesses.option("--nfmask", hex(WORD)),
                                Guesses.option("--ctmask", mask))))
                .toList();
    }

    private static final Row SET_XMARK = Row.option("--set-xmark", SET);
    // Zero the bits of the mask and of the value, then XOR the value in: the same as OR.
    private static final Row SET_MARK = rewritten("--set-mark", SET, pair -> new long[] {pair[0], pair[0] | pair[1]});
    private static final Row AND_MARK = rewritten("--and-mark", BITS, pair -> new long[] {0, ~pair[0] & WORD});
    private static final Row OR_MARK = rewritten("--or-mark", BITS, pair -> new long[] {pair[0], pair[0]});
    private static final Row XOR_MARK = rewritten("--xor-mark", BITS, pair -> new long[] {pair[0], 0});

    @FunctionalInterface
    private interface Arithmetic {
        long[] of(long[] valueAndMask);
    }

    private static Row rewritten(String name, Shape shape, Arithmetic arithmetic) {
        return Row.synonym(name, shape, given -> {
            long[] pair = pair(given.values().getFirst()).orElse(new long[2]);
            return List.of(new XtOption(false, "--set-xmark", List.of(printed(arithmetic.of(pair)))));
        });
    }

    private static Optional<XtOption> wholeMask(Options options, Context context) {
        return wholeMask("--nfmask", options);
    }

    private static Optional<XtOption> wholeMask2(Options options, Context context) {
        return wholeMask("--ctmask", options);
    }

    private static Optional<XtOption> wholeMask(String name, Options options) {
        boolean copies = options.has("--save-mark") || options.has("--restore-mark");
        return copies ? Optional.of(new XtOption(false, name, List.of(hex(WORD)))) : Optional.empty();
    }

    /// {@return value and mask, or empty when `text` spells none}
    static Optional<long[]> pair(String text) {
        int slash = text.indexOf('/');
        var value = Numbers.boxed(slash < 0 ? text : text.substring(0, slash), WORD);
        var mask = slash < 0 ? Optional.of(WORD) : Numbers.boxed(text.substring(slash + 1), WORD);
        return value.isPresent() && mask.isPresent()
                ? Optional.of(new long[] {value.get(), mask.get()})
                : Optional.empty();
    }

    private static Optional<String> mark(String text) {
        return pair(text).map(pair -> pair[1] == WORD ? hex(pair[0]) : printed(pair));
    }

    private static String printed(long[] pair) {
        return hex(pair[0]) + "/" + hex(pair[1]);
    }

    // mark = (mark & ~mask) ^ value
    static Statement set(Context context, Selector mark, String xmark) {
        long[] pair = pair(xmark).orElse(new long[2]);
        return new Action.Assign(context.span(), mark, merged(mark, pair[1], number(pair[0]), pair[0] == 0));
    }

    private static Expression merged(Selector mark, long mask, Expression value, boolean zero) {
        if (mask == WORD) {
            return value;
        }
        Selector kept = mask == 0 ? mark : and(mark, ~mask & WORD);
        return zero ? kept : new Selector.Binary(kept, Selector.Operator.XOR, value);
    }

    // --save-mark: ctmark = (ctmark & ~ctmask) ^ (nfmark & nfmask); --restore-mark the other way round (xt_connmark.c).
    private static Optional<List<Statement>> connection(Options options, Context context) {
        Selector packet = meta(MetaKey.MARK);
        Selector connection = ct(CtKey.MARK);
        if (options.has("--left-shift-mark") || options.has("--right-shift-mark")) {
            return Optional.empty();
        }
        if (options.value("--set-xmark").isPresent()) {
            return Optional.of(List.of(
                    set(context, connection, options.value("--set-xmark").get())));
        }
        long nfmask = Numbers.of(options.value("--nfmask").orElse("0"));
        long ctmask = Numbers.of(options.value("--ctmask").orElse("0"));
        return options.has("--save-mark")
                ? Optional.of(List.of(copy(context, packet, nfmask, connection, ctmask)))
                : options.has("--restore-mark")
                        ? Optional.of(List.of(copy(context, connection, ctmask, packet, nfmask)))
                        : Optional.empty();
    }

    private static Statement copy(Context context, Selector from, long fromMask, Selector to, long toMask) {
        Expression value = fromMask == WORD ? from : and(from, fromMask);
        return new Action.Assign(context.span(), to, merged(to, toMask, value, fromMask == 0));
    }
}
