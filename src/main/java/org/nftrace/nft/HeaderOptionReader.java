package org.nftrace.nft;

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

/// Reads what stands between or inside headers: IPv6 extension headers, options of IP, TCP and DCCP, SCTP chunks.
record HeaderOptionReader(Places places, Numbers numbers) {
    private static final int MOST_KINDS = 255;

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
        if (HeaderFields.of(name).isEmpty()) {
            throw new Unreadable(places.of(header.name()), "unknown extension header '" + name + "'");
        }
        return new Selector.ExtensionHeader(name, Optional.empty(), OptionalInt.empty(), DataType.BOOLEAN);
    }

    Selector extension(String header, ParserRuleContext field, IndexContext index) {
        String name = field.getText();
        check(header, name, field);
        OptionalInt at = index == null
                ? OptionalInt.empty()
                : OptionalInt.of(numbers.small(index.NUMBER().getSymbol()));
        return new Selector.ExtensionHeader(header, Optional.of(name), at, extensionType(header, name));
    }

    private void check(String header, String field, ParserRuleContext context) {
        Set<String> fields = HeaderFields.of(header).orElse(Set.of());
        if (!fields.contains(field)) {
            String known = String.join(", ", fields.stream().sorted().toList());
            throw new Unreadable(places.of(context), "unknown field '" + field + "', " + header + " has " + known);
        }
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
        String name = name(header, option.optionName());
        Optional<String> field = Optional.ofNullable(option.optionField()).map(ParserRuleContext::getText);
        boolean byNumber = option.optionName().word() == null;
        if (byNumber) {
            checkKind(option.optionName());
        } else if (HeaderFields.of(header + " " + name).isEmpty()) {
            throw new Unreadable(
                    places.of(option.optionName()),
                    "unknown " + header + " '" + name + "', expected one of " + HeaderFields.named(header));
        } else {
            field.ifPresent(word -> check(header + " " + name, word, option.optionField()));
        }
        return new Selector.Option(header, name, field, optionType(option, field));
    }

    // `tcp option 255 exists`, `tcp option @255,8,8`
    private void checkKind(OptionNameContext name) {
        if (numbers.number(name.NUMBER(0).getSymbol()) > MOST_KINDS) {
            throw new Unreadable(places.of(name), "there are no options beyond " + MOST_KINDS);
        }
    }

    /// {@return an option's name of today: the manual has two for some}
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
