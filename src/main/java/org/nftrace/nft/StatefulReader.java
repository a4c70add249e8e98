package org.nftrace.nft;

import java.util.Locale;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftParser.ConnectionLimitContext;
import org.nftrace.grammar.NftParser.CounterContext;
import org.nftrace.grammar.NftParser.LastContext;
import org.nftrace.grammar.NftParser.LimitContext;
import org.nftrace.grammar.NftParser.QuotaContext;
import org.nftrace.grammar.NftParser.QuotaStatementContext;
import org.nftrace.grammar.NftParser.RateContext;
import org.nftrace.grammar.NftParser.StatefulContext;
import org.nftrace.grammar.NftParser.UnitContext;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.text.Span;

/// Reads the statements that remember something: counters, limits, quotas. Sets, elements and objects hold them too.
record StatefulReader(Places places, Numbers numbers) {

    StatefulReader(Places places) {
        this(places, new Numbers(places));
    }

    Statement statement(StatefulContext statement) {
        return switch (statement) {
            case CounterContext counter -> counter(counter);
            case LastContext last -> last(last);
            case QuotaStatementContext quota -> quota(quota.quota(), places.of(quota));
            case LimitContext limit -> limit(limit.rate(), places.of(limit));
            case ConnectionLimitContext limit ->
                new Match.ConnectionLimit(
                        places.of(limit),
                        limit.OVER() != null,
                        numbers.number(limit.NUMBER().getSymbol()));
            default -> throw new AssertionError(statement.getClass());
        };
    }

    private Statement counter(CounterContext counter) {
        boolean counted = counter.PACKETS() != null;
        return new Action.Counter(
                places.of(counter),
                counted ? OptionalLong.of(numbers.number(counter.NUMBER(0).getSymbol())) : OptionalLong.empty(),
                counted ? OptionalLong.of(numbers.number(counter.NUMBER(1).getSymbol())) : OptionalLong.empty());
    }

    private Statement last(LastContext last) {
        OptionalLong used = last.NUMBER() == null
                ? OptionalLong.empty()
                : OptionalLong.of(numbers.duration(last.NUMBER().getSymbol()));
        return new Action.Last(places.of(last), last.USED() != null && used.isEmpty(), used);
    }

    Match.Quota quota(QuotaContext quota, Span span) {
        long bytes = numbers.number(quota.NUMBER(0).getSymbol()) * scale(quota.unit(0));
        long used = quota.USED() == null ? 0 : numbers.number(quota.NUMBER(1).getSymbol()) * scale(quota.unit(1));
        return new Match.Quota(span, quota.OVER() != null, bytes, used);
    }

    Match.Limit limit(RateContext rate, Span span) {
        String unit = rate.unit().isEmpty() || isBurst(rate, rate.unit(0))
                ? ""
                : rate.unit(0).getText();
        int slash = unit.indexOf('/');
        boolean bytes = !unit.isEmpty();
        long scale = bytes ? scale(slash < 0 ? unit : unit.substring(0, slash), rate.unit(0)) : 1;
        String per = slash >= 0
                ? unit.substring(slash + 1)
                : rate.name() == null ? "" : rate.name().getText();
        return new Match.Limit(
                span,
                numbers.number(rate.NUMBER(0).getSymbol()) * scale,
                timeUnit(per, places.of(rate)),
                rate.OVER() != null,
                bytes,
                burst(rate));
    }

    private static boolean isBurst(RateContext rate, UnitContext unit) {
        return rate.BURST() != null
                && unit.start.getTokenIndex() > rate.BURST().getSymbol().getTokenIndex();
    }

    private long burst(RateContext rate) {
        if (rate.BURST() == null) {
            return -1;
        }
        Token number = rate.NUMBER(1).getSymbol();
        UnitContext unit = rate.PACKETS() == null ? rate.unit().getLast() : null;
        return numbers.number(number) * (unit == null ? 1 : scale(unit));
    }

    private long scale(UnitContext unit) {
        return scale(unit.getText(), unit);
    }

    private long scale(String text, UnitContext unit) {
        return switch (text) {
            case "bytes" -> 1;
            case "kbytes" -> 1 << 10;
            case "mbytes" -> 1 << 20;
            default ->
                throw new Unreadable(places.of(unit), "'" + text + "' is no unit, expected bytes, kbytes or mbytes");
        };
    }

    private static Match.TimeUnit timeUnit(String text, Span span) {
        for (Match.TimeUnit unit : Match.TimeUnit.values()) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(text)) {
                return unit;
            }
        }
        throw new Unreadable(span, "'" + span.text() + "' is no rate, expected one such as 'rate 10/second'");
    }
}
