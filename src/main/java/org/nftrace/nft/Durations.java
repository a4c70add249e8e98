package org.nftrace.nft;

import java.util.OptionalLong;

/// Spans of time as nft spells them: `1d2h3m4s500ms`, a bare number being seconds.
final class Durations {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;

    private Durations() {}

    /// {@return the milliseconds that `text` spells}
    static OptionalLong parse(String text) {
        long total = 0;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            int unit = at;
            while (at < text.length() && !Character.isDigit(text.charAt(at))) {
                at++;
            }
            long scale = scale(text.substring(unit, at));
            if (unit == digits || unit - digits > 12 || scale == 0) {
                return OptionalLong.empty();
            }
            total += Long.parseLong(text, digits, unit, 10) * scale;
        }
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(total);
    }

    private static long scale(String unit) {
        return switch (unit) {
            case "w" -> WEEK;
            case "d" -> DAY;
            case "h" -> HOUR;
            case "m" -> MINUTE;
            case "s", "" -> SECOND;
            case "ms" -> 1;
            default -> 0;
        };
    }

    static String print(long milliseconds) {
        var out = new StringBuilder();
        long rest = append(out, milliseconds, DAY, "d");
        rest = append(out, rest, HOUR, "h");
        rest = append(out, rest, MINUTE, "m");
        rest = append(out, rest, SECOND, "s");
        append(out, rest, 1, "ms");
        return out.isEmpty() ? "0s" : out.toString();
    }

    private static long append(StringBuilder out, long milliseconds, long scale, String unit) {
        if (milliseconds >= scale) {
            out.append(milliseconds / scale).append(unit);
        }
        return milliseconds % scale;
    }
}
