package org.nftrace.nft;

import java.util.List;
import java.util.Locale;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;

/// Spells the statements that remember something.
final class StatefulPrinter {
    private static final List<String> UNITS = List.of("bytes", "kbytes", "mbytes");

    String statement(Statement statement) {
        return switch (statement) {
            case Action.Counter counter -> counter(counter);
            case Action.Last(_, var never, var used) ->
                used.isPresent()
                        ? "last used " + Durations.print(used.getAsLong())
                        : never ? "last used never" : "last";
            case Match.Limit limit -> "limit " + rate(limit);
            case Match.Quota quota -> "quota " + quota(quota);
            case Match.ConnectionLimit(_, var over, var count) -> "ct count " + (over ? "over " : "") + count;
            case Statement other -> other.span().text();
        };
    }

    String counter(Action.Counter counter) {
        return counter.packets().isEmpty() ? "counter" : "counter " + counts(counter);
    }

    static String counts(Action.Counter counter) {
        return "packets " + counter.packets().orElse(0) + " bytes "
                + counter.bytes().orElse(0);
    }

    static String rate(Match.Limit limit) {
        String per = "/" + limit.unit().name().toLowerCase(Locale.ROOT);
        String rate = (limit.bytes() ? bytes(limit.rate()) : limit.rate()) + per;
        String burst = limit.burst() < 0
                ? ""
                : " burst " + (limit.bytes() ? bytes(limit.burst()) : limit.burst() + " packets");
        return "rate " + (limit.over() ? "over " : "") + rate + burst;
    }

    static String quota(Match.Quota quota) {
        String used = quota.used() == 0 ? "" : " used " + bytes(quota.used());
        return (quota.over() ? "over " : "") + bytes(quota.bytes()) + used;
    }

    // In the largest unit that leaves no rest.
    private static String bytes(long bytes) {
        int unit = 0;
        long amount = bytes;
        while (amount != 0 && amount % 1024 == 0 && unit < UNITS.size() - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + UNITS.get(unit);
    }
}
