package org.nftrace.nft;

import java.util.Map;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser.PriorityContext;
import org.nftrace.ir.Family;
import org.nftrace.ir.Priority;

/// The names of priorities: `filter`, `dstnat - 5` (nft(8), CHAINS; the bridge family has its own numbers).
record Priorities(Places places, Numbers numbers) {
    private static final Map<String, Integer> USUAL =
            Map.of("raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100, "out", 100);
    private static final Map<String, Integer> BRIDGE =
            Map.of("dstnat", -300, "filter", -200, "out", 100, "srcnat", 300);

    Priorities(Places places) {
        this(places, new Numbers(places));
    }

    Priority priority(PriorityContext context, Family family) {
        String text = context.name() == null ? first(context) : context.name().getText();
        long value = context.name() == null ? Long.parseLong(text) : named(context, text, family);
        boolean less = context.MINUS().stream().anyMatch(minus -> minus.getSymbol() != context.start);
        if (less || context.PLUS() != null) {
            long offset = numbers.small(context.NUMBER().getLast().getSymbol());
            value += less ? -offset : offset;
            text += (less ? " - " : " + ") + offset;
        }
        if (value != (int) value) {
            throw new Unreadable(places.of(context), "'" + context.getText() + "' is too large a priority");
        }
        return new Priority((int) value, text);
    }

    private String first(PriorityContext context) {
        int number = numbers.small(context.NUMBER(0).getSymbol());
        return context.start.getType() == NftLexer.MINUS ? "-" + number : Integer.toString(number);
    }

    private int named(PriorityContext context, String name, Family family) {
        Map<String, Integer> names = family == Family.BRIDGE ? BRIDGE : USUAL;
        Integer value = names.get(name);
        if (value == null) {
            throw new Unreadable(
                    places.of(context),
                    "'" + name + "' is no priority, expected a number or one of "
                            + String.join(", ", names.keySet().stream().sorted().toList()));
        }
        return value;
    }
}
