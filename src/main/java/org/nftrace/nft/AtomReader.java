package org.nftrace.nft;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser.AtomContext;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Symbols;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.text.Span;

/// Reads one word as a value of the type that it is compared with: `22`, `172.20.0.4`, `new`, `"eth0"`.
record AtomReader(Places places) {

    Value atom(AtomContext atom, Kind kind) {
        Token token = atom.LBRACKET() == null ? atom.start : atom.IPV6().getSymbol();
        Span span = places.of(atom);
        return switch (token.getType()) {
            case NftLexer.STRING -> string(unquoted(token.getText()), kind, span);
            case NftLexer.IPV4, NftLexer.IPV6 -> address(token.getText(), kind, span);
            case NftLexer.MAC -> mac(token.getText(), kind, span);
            case NftLexer.CLASSID -> classid(token.getText(), kind, span);
            default -> word(token.getText(), kind, span);
        };
    }

    static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private Value string(String text, Kind kind, Span span) {
        return switch (kind.type()) {
            case IFNAME -> interfacePattern(text);
            case IFINDEX -> new Value.Interface(InterfacePattern.exactly(text));
            case DATE -> date(text, span);
            case HOUR -> hour(text, span);
            case UID, GID -> text.equals("root") ? new Value.Number(0) : new Value.Text(text);
            case DAY, DEVGROUP, REALM, INET_SERVICE -> named(text, kind, span);
            // nft takes any word in quotes too
            default -> {
                OptionalLong symbol = symbol(text, kind);
                yield symbol.isPresent() ? new Value.Number(symbol.getAsLong()) : new Value.Text(text);
            }
        };
    }

    // A name may end in a star of its own, which nft then writes as `\*`.
    private static Value interfacePattern(String text) {
        if (text.endsWith("\\*")) {
            return new Value.Interface(InterfacePattern.exactly(text.substring(0, text.length() - 2) + "*"));
        }
        boolean wildcard = text.endsWith("*");
        return new Value.Interface(
                wildcard
                        ? InterfacePattern.startingWith(text.substring(0, text.length() - 1))
                        : InterfacePattern.exactly(text));
    }

    private static Value address(String text, Kind kind, Span span) {
        Optional<Address> address = Address.parse(text);
        if (address.isEmpty()) {
            throw new Unreadable(span, "'" + text + "' is no IP address");
        }
        boolean wanted =
                kind.loose() || kind.type() == (address.get().isV4() ? DataType.IPV4_ADDR : DataType.IPV6_ADDR);
        if (!wanted) {
            throw mismatch(text, kind, span);
        }
        return new Value.IpAddress(address.get());
    }

    private static Value mac(String text, Kind kind, Span span) {
        if (!kind.loose() && kind.type() != DataType.ETHER_ADDR) {
            throw mismatch(text, kind, span);
        }
        long bits = 0;
        for (String octet : text.split(":")) {
            bits = bits << 8 | Integer.parseInt(octet, 16);
        }
        return new Value.Number(bits);
    }

    private static Value classid(String text, Kind kind, Span span) {
        if (!kind.loose() && kind.type() != DataType.CLASSID) {
            throw mismatch(text, kind, span);
        }
        String[] parts = text.split(":");
        return new Value.Number(Long.parseLong(parts[0], 16) << 16 | Long.parseLong(parts[1], 16));
    }

    private Value word(String text, Kind kind, Span span) {
        boolean digit = Character.isDigit(text.charAt(0));
        return switch (kind.type()) {
            case IFNAME -> interfacePattern(text);
            case IFINDEX -> digit ? number(text, kind, span) : string(text, kind, span);
            case STRING, CGROUPSV2 -> new Value.Text(text);
            case UID, GID -> digit ? number(text, kind, span) : string(text, kind, span);
            case TIME -> time(text, kind, span);
            case IPV4_ADDR, IPV6_ADDR, ETHER_ADDR -> throw mismatch(text, kind, span);
            case INTEGER -> kind.loose() && !digit ? new Value.Text(text) : number(text, kind, span);
            default -> named(text, kind, span);
        };
    }

    private Value named(String text, Kind kind, Span span) {
        OptionalLong symbol = symbol(text, kind);
        if (symbol.isPresent()) {
            return new Value.Number(symbol.getAsLong());
        }
        boolean digit = !text.isEmpty() && Character.isDigit(text.charAt(0));
        boolean hosts =
                kind.type() == DataType.DEVGROUP || kind.type() == DataType.REALM || kind.type() == DataType.CT_LABEL;
        return hosts && !digit ? new Value.Text(text) : number(text, kind, span);
    }

    private static OptionalLong symbol(String text, Kind kind) {
        OptionalLong symbol = Symbols.number(kind.type(), text);
        return symbol.isEmpty() && kind.type() == DataType.INET_SERVICE ? Services.port(text) : symbol;
    }

    private static Value time(String text, Kind kind, Span span) {
        OptionalLong milliseconds = Durations.parse(text);
        if (milliseconds.isEmpty()) {
            throw mismatch(text, kind, span);
        }
        return new Value.Number(milliseconds.getAsLong());
    }

    static Value number(String text, Kind kind, Span span) {
        Optional<BigInteger> number = Numbers.parse(text);
        if (number.isEmpty()) {
            throw mismatch(text, kind, span);
        }
        int width = kind.type().width();
        if (width > 0 && width < 128 && number.get().bitLength() > width && kind.isDecimal()) {
            throw new Unreadable(span, "'" + text + "' is too large for " + label(kind) + " of " + width + " bits");
        }
        return number.get().bitLength() < Long.SIZE
                ? new Value.Number(number.get().longValueExact())
                : new Value.Wide(number.get());
    }

    private static Value date(String text, Span span) {
        try {
            String moment = text.length() == "2019-07-01".length() ? text + " 00:00:00" : text;
            return new Value.Number(
                    LocalDateTime.parse(moment.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            throw new Unreadable(span, "'" + text + "' is no date, expected one such as \"2019-07-01 12:00:00\"");
        }
    }

    private static Value hour(String text, Span span) {
        try {
            return new Value.Number(LocalTime.parse(text).toSecondOfDay());
        } catch (DateTimeException _) {
            throw new Unreadable(span, "'" + text + "' is no time of day, expected one such as \"17:00\"");
        }
    }

    private static Unreadable mismatch(String text, Kind kind, Span span) {
        List<String> words = Symbols.words(kind.type());
        String known = words.isEmpty() || words.size() > 12 ? "" : ", expected one of " + String.join(", ", words);
        return new Unreadable(span, "'" + text + "' is no " + label(kind) + known);
    }

    private static String label(Kind kind) {
        return switch (kind.type()) {
            case INTEGER -> "number";
            case IPV4_ADDR -> "IPv4 address";
            case IPV6_ADDR -> "IPv6 address";
            case ETHER_ADDR -> "MAC address";
            case INET_SERVICE -> "port";
            case INET_PROTO -> "protocol";
            case TIME -> "duration";
            default -> kind.type().label().replace('_', ' ');
        };
    }
}
