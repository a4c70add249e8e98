package org.nftrace.nft;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Symbols;

/// Spells a number as nft does for values of its type: `22`, `0x00000001`, `established`, `"Monday"`, `1h30m`.
///
/// @param spellings which of two words, where nft has two
record WordPrinter(Spellings spellings) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /// the kernel has more bits of a connection's status
    private static final Set<String> STATUSES =
            Set.of("expected", "seen-reply", "assured", "confirmed", "snat", "dnat", "dying");

    /// the first second of the year 10000
    private static final long END_OF_DATES = 253_402_300_800L;

    String word(long number, Kind kind) {
        DataType type = kind.type();
        return switch (type) {
            case ETHER_ADDR -> mac(number);
            case TIME -> Durations.print(number);
            case DATE -> date(number);
            case HOUR ->
                quoted(LocalTime.ofSecondOfDay(Math.floorMod(number, 86_400L)).toString());
            case DAY, DEVGROUP ->
                Symbols.name(type, number).map(WordPrinter::quoted).orElse(Long.toString(number));
            case INET_PROTO -> spellings.numericProtocols() ? Long.toString(number) : named(type, number);
            case ICMP_CODE, ICMPV6_CODE -> spellings.namedCodes() ? named(type, number) : Long.toString(number);
            case MPTCP_SUBTYPE -> spellings.numericSubtypes() ? Long.toString(number) : named(type, number);
            default -> isHex(kind) ? "0x" + Long.toHexString(number) : named(type, number);
        };
    }

    private boolean isHex(Kind kind) {
        return switch (kind.digits()) {
            case DECIMAL -> false;
            case HEXADECIMAL -> true;
            case HEXADECIMAL_NOW -> !spellings.decimalOffsets();
        };
    }

    /// {@return a number as an end of a range, which nft never names}
    String end(long number, Kind kind) {
        return switch (kind.type()) {
            // nor does it break a duration into units there
            case TIME -> number / 1000 + "s";
            case ETHER_ADDR, DATE, HOUR, CLASSID -> word(number, kind);
            default -> isHex(kind) ? word(number, kind) : unnamed(kind.type(), number);
        };
    }

    /// {@return the words of the bits that are set, those without a word together as a number, or nothing when none has
    /// one}
    Optional<List<String>> bits(long number, DataType type) {
        List<String> words = new ArrayList<>();
        long rest = number;
        for (int bit = 0; bit < Long.SIZE - 1; bit++) {
            Optional<String> name = (number >>> bit & 1) == 1 ? name(type, 1L << bit) : Optional.empty();
            if (name.isPresent()) {
                words.add(name.get());
                rest &= ~(1L << bit);
            }
        }
        if (rest != 0 && !words.isEmpty()) {
            words.add("0x" + Long.toHexString(rest));
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /// {@return the word that nft has for a number}
    static Optional<String> name(DataType type, long number) {
        return Symbols.name(type, number).filter(word -> type != DataType.CT_STATUS || STATUSES.contains(word));
    }

    private static String named(DataType type, long number) {
        return name(type, number).orElseGet(() -> unnamed(type, number));
    }

    private static String unnamed(DataType type, long number) {
        return switch (type) {
            case MARK -> String.format("0x%08x", number);
            case DSCP -> String.format("0x%02x", number);
            case ETHER_TYPE -> String.format("0x%04x", number);
            case CLASSID -> Long.toHexString(number >>> 16) + ":" + Long.toHexString(number & 0xffff);
            case CT_LABEL -> Long.toString(number);
            default -> type.isBitField() ? "0x" + Long.toHexString(number) : Long.toString(number);
        };
    }

    // What no clock shows is left a number.
    private static String date(long seconds) {
        return seconds < 0 || seconds >= END_OF_DATES
                ? Long.toString(seconds)
                : quoted(DATE.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)));
    }

    private static String mac(long bits) {
        return String.format(
                "%02x:%02x:%02x:%02x:%02x:%02x",
                bits >>> 40 & 255,
                bits >>> 32 & 255,
                bits >>> 24 & 255,
                bits >>> 16 & 255,
                bits >>> 8 & 255,
                bits & 255);
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }
}
