package org.nftrace.nft;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.nftrace.grammar.NftParser.ExtensionFieldContext;
import org.nftrace.grammar.NftParser.ExtensionHeaderContext;
import org.nftrace.grammar.NftParser.IndexContext;
import org.nftrace.grammar.NftParser.OptionContext;
import org.nftrace.grammar.NftParser.OptionNameContext;
import org.nftrace.grammar.NftParser.SelectorContext;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Selector;

/// Reads what stands between or inside headers: IPv6 extension headers, options of IP, TCP and DCCP, SCTP chunks
/// (nft(8), EXTENSION HEADER EXPRESSIONS).
record HeaderOptionReader(Places places, Numbers numbers) {
    private static final Map<String, Set<String>> EXTENSIONS = Map.of(
            "hbh", Set.of("nexthdr", "hdrlength"),
            "dst", Set.of("nexthdr", "hdrlength"),
            "frag", Set.of("nexthdr", "reserved", "frag-off", "reserved2", "more-fragments", "id"),
            "mh", Set.of("nexthdr", "hdrlength", "type", "reserved", "checksum"),
            "rt", Set.of("nexthdr", "hdrlength", "type", "seg-left"),
            "rt0", Set.of("reserved", "addr"),
            "rt2", Set.of("reserved", "addr"),
            "rt4", Set.of("last-entry", "flags", "tag", "sid"),
            "srh", Set.of("last-entry", "flags", "tag", "sid"));
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "ip option", Set.of("type", "length", "ptr", "addr", "value"),
            "tcp option", Set.of("kind", "length", "size", "count", "left", "right", "tsval", "tsecr", "subtype"),
            "dccp option", Set.of(),
            "sctp chunk",
                    Set.of(
                            "type",
                            "flags",
                            "length",
                            "tsn",
                            "stream",
                            "ssn",
                            "ppid",
                            "init-tag",
                            "a-rwnd",
                            "num-outbound-streams",
                            "num-inbound-streams",
                            "initial-tsn",
                            "cum-tsn-ack",
                            "num-gap-ack-blocks",
                            "num-dup-tsns",
                            "lowest-tsn",
                            "seqno",
                            "new-cum-tsn"));

    HeaderOptionReader(Places places) {
        this(places, new Numbers(places));
    }

    Selector selector(SelectorContext selector) {
        return switch (selector) {
            case ExtensionHeaderContext header -> presence(header);
            case ExtensionFieldContext field -> extension(field.EXTENSION().getText(), field.word(), field.index());
            case OptionContext option -> option(option);
            default -> throw new AssertionError(selector.getClass());
        };
    }

    private Selector presence(ExtensionHeaderContext header) {
        String name = header.name().getText();
        if (!EXTENSIONS.containsKey(name)) {
            throw new Unreadable(places.of(header.name()), "unknown extension header '" + name + "'");
        }
        return new Selector.ExtensionHeader(name, Optional.empty(), OptionalInt.empty(), DataType.BOOLEAN);
    }

    Selector extension(String header, ParserRuleContext field, IndexContext index) {
        String name = field.getText();
        if (!EXTENSIONS.get(header).contains(name)) {
            throw new Unreadable(places.of(field), "unknown field '" + header + " " + name + "'");
        }
        OptionalInt at = index == null
                ? OptionalInt.empty()
                : OptionalInt.of(numbers.small(index.NUMBER().getSymbol()));
        return new Selector.ExtensionHeader(header, Optional.of(name), at, extensionType(header, name));
    }

    private static DataType extensionType(String header, String field) {
        return switch (field) {
            case "nexthdr" -> DataType.INET_PROTO;
            case "addr", "sid" -> DataType.IPV6_ADDR;
            case "type" -> header.equals("mh") ? DataType.MH_TYPE : DataType.INTEGER;
            default -> DataType.INTEGER;
        };
    }

    private Selector option(OptionContext option) {
        String header = option.HEADER().getText() + " " + option.getChild(1).getText();
        Set<String> fields = OPTIONS.get(header);
        if (fields == null) {
            throw new Unreadable(places.of(option), "'" + header + "' is not known");
        }
        Optional<String> field = Optional.ofNullable(option.word()).map(ParserRuleContext::getText);
        if (field.isPresent() && !fields.contains(field.get())) {
            throw new Unreadable(places.of(option.word()), "unknown field '" + field.get() + "' of " + header);
        }
        return new Selector.Option(header, name(header, option.optionName()), field, optionType(option, field));
    }

    // What `sack` alone was before there was an index: the first block.
    static String name(String header, OptionNameContext name) {
        String text = name.getText();
        return switch (header + " " + text) {
            case "tcp option sack-permitted" -> "sack-perm";
            case "tcp option mss" -> "maxseg";
            default -> text;
        };
    }

    private static DataType optionType(OptionContext option, Optional<String> field) {
        boolean raw = option.optionName().AT() != null;
        return switch (field.orElse(raw ? "raw" : "")) {
            case "" -> DataType.BOOLEAN;
            case "subtype" -> DataType.MPTCP_SUBTYPE;
            case "addr" -> DataType.IPV4_ADDR;
            default -> DataType.INTEGER;
        };
    }
}
