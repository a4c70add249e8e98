package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Terms.and;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.number;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// What stands in TCP, SCTP and DCCP headers besides: `-m tcp --tcp-flags SYN,ACK SYN`, `-m dccp --dccp-types REQUEST`.
final class Transport {
    private static final String ALL_FLAGS = String.join(",", TransportWords.FLAGS.words());
    private static final String OPENING_FLAGS = "FIN,SYN,RST,ACK";

    private static final int FIRST_INVALID = 10;
    private static final int LAST_INVALID = 15;

    private Transport() {}

    static List<Extension> all() {
        return List.of(tcp(), dccp(), sctp(), tcpmss());
    }

    private static Extension tcp() {
        Row flags = Row.option("--tcp-flags", FLAG_PAIR, Transport::flags);
        return Extension.match(
                        "tcp",
                        Ports.source(Field.TCP_SPORT).unless(Ports::isWhole),
                        Ports.source(Field.TCP_SPORT).unless(Ports::isWhole).as("--source-port"),
                        Ports.destination(Field.TCP_DPORT).unless(Ports::isWhole),
                        Ports.destination(Field.TCP_DPORT)
                                .unless(Ports::isWhole)
                                .as("--destination-port"),
                        Row.option(
                                "--tcp-option", Numbers.number(1, Numbers.BYTE).orNot(), Transport::option),
                        flags,
                        Row.synonym(
                                "--syn",
                                Shape.FLAG.orNot(),
                                given -> List.of(
                                        new XtOption(given.negated(), "--tcp-flags", List.of(OPENING_FLAGS, "SYN")))))
                .alone();
    }

    private static Extension dccp() {
        return Extension.match(
                        "dccp",
                        Ports.source(Field.DCCP_SPORT),
                        Ports.source(Field.DCCP_SPORT).as("--source-port"),
                        Ports.destination(Field.DCCP_DPORT),
                        Ports.destination(Field.DCCP_DPORT).as("--destination-port"),
                        Row.option(
                                "--dccp-types",
                                TransportWords.PACKETS.list("packet types").orNot(),
                                Transport::packet),
                        Row.option(
                                "--dccp-option", Numbers.number(1, Numbers.BYTE).orNot()))
                .alone();
    }

    private static Extension sctp() {
        return Extension.match(
                        "sctp",
                        Ports.source(Field.SCTP_SPORT),
                        Ports.source(Field.SCTP_SPORT).as("--source-port"),
                        Ports.destination(Field.SCTP_DPORT),
                        Ports.destination(Field.SCTP_DPORT).as("--destination-port"),
                        Row.option("--chunk-types", CHUNK_LIST.orNot()))
                .alone();
    }

    // A segment without the option does not match, and with '!' it does (xt_tcpmss.c).
    private static Extension tcpmss() {
        var size = new Selector.Option("tcp option", "maxseg", Optional.of("size"), DataType.INTEGER);
        return Extension.match("tcpmss", Row.option("--mss", MSS.orNot(), Terms.ranged(size)));
    }

    private static final Shape MSS =
            Shape.oneOf("a size or a range like 536:1460", text -> Numbers.range(text, Numbers.SHORT, end -> end));

    private static final Shape FLAG_PAIR = new Shape(
                    2, true, Shape.Quoting.BARE, "two lists of flags like FIN,SYN,RST,ACK SYN", (words, _) -> {
                        var mask = flagList(words.getFirst());
                        var set = flagList(words.getLast());
                        return mask.isPresent() && set.isPresent()
                                ? Outcome.good(mask.get(), set.get())
                                : Outcome.bad();
                    })
            .with(TransportWords.FLAGS);

    private static final Shape CHUNK_LIST = new Shape(
            2, true, Shape.Quoting.BARE, "all, any or only, and chunk types like INIT,DATA:Be", (words, _) -> {
                String which = words.getFirst().toLowerCase(Locale.ROOT);
                boolean known = List.of("all", "any", "only", "none").contains(which);
                String types = words.getLast();
                boolean named = types.equals("ALL")
                        || types.equals("NONE")
                        || Arrays.stream(types.split(",", -1)).allMatch(Transport::isChunk);
                return known && named ? Outcome.good(which, types) : Outcome.bad();
            });

    private static boolean isChunk(String text) {
        int colon = text.indexOf(':');
        return TransportWords.CHUNKS
                .words()
                .contains((colon < 0 ? text : text.substring(0, colon)).toUpperCase(Locale.ROOT));
    }

    private static Optional<String> flagList(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ALL" -> Optional.of(ALL_FLAGS);
            case "NONE" -> Optional.of("NONE");
            default -> TransportWords.FLAGS.ordered(text);
        };
    }

    private static Optional<List<Match>> flags(XtOption option, Context context) {
        Selector masked = and(payload(Field.TCP_FLAGS), bits(option.values().getFirst()));
        return holds(
                context.span(),
                masked,
                equal(option),
                number(bits(option.values().getLast())));
    }

    private static long bits(String list) {
        return TransportWords.FLAGS.values(list).stream()
                .mapToLong(v -> ((Value.Number) v).value())
                .sum();
    }

    private static Optional<List<Match>> option(XtOption option, Context context) {
        var there = new Selector.Option("tcp option", option.values().getFirst(), Optional.empty(), DataType.BOOLEAN);
        return holds(context.span(), there, Relation.EQ, number(option.negated() ? 0 : 1));
    }

    private static Optional<List<Match>> packet(XtOption option, Context context) {
        var types = TransportWords.PACKETS.values(option.values().getFirst()).stream()
                .map(type -> type.equals(number(FIRST_INVALID))
                        ? new Value.Range(number(FIRST_INVALID), number(LAST_INVALID))
                        : type)
                .map(type -> Value.Element.of(context.span(), type))
                .toList();
        Value value = types.size() == 1 ? types.getFirst().key() : new Value.SetLiteral(context.span(), types);
        return holds(context.span(), payload(Field.DCCP_TYPE), equal(option), value);
    }
}
