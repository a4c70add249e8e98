package org.nftrace.golden;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.net.Prefix;
import org.nftrace.text.Span;

/// The ir as an indented text: each rule as the dump has it, below it what it means, without places.
final class IrShape {
    private final StringBuilder out = new StringBuilder();

    private IrShape() {}

    static String of(Collection<Table> tables) {
        var shape = new IrShape();
        tables.forEach(shape::table);
        return shape.out.toString();
    }

    static String ofSets(Collection<NamedSet> sets) {
        return sets.stream().map(set -> shape(set) + "\n").collect(Collectors.joining());
    }

    private void table(Table table) {
        line(0, table.family().label() + " " + table.name() + " " + table.origin());
        for (NamedSet set : table.sets()) {
            line(1, "set " + shape(set));
        }
        for (Chain chain : table.chains()) {
            line(1, chain.name() + chain.base().map(IrShape::base).orElse(""));
            chain.rules().forEach(this::rule);
        }
    }

    private static String base(Chain.Base base) {
        return ": " + base.type() + " " + base.hook() + " " + base.priority().value() + " "
                + base.policy().map(Enum::name).orElse("policy unknown");
    }

    private void rule(Rule rule) {
        line(2, rule.text());
        rule.statements().forEach(statement -> statement(3, statement));
    }

    private void statement(int depth, Statement statement) {
        switch (statement) {
            case Match.XtMatch match -> {
                line(depth, "match " + match.name() + options(match.options()) + unknown(match.meaning()));
                match.meaning().ifPresent(meaning -> meaning.forEach(m -> statement(depth + 1, m)));
            }
            case Action.XtTarget target -> {
                line(depth, "target " + target.name() + options(target.options()) + unknown(target.meaning()));
                target.meaning().ifPresent(meaning -> meaning.forEach(m -> statement(depth + 1, m)));
            }
            case Match.AnyOf any -> {
                line(depth, "any of");
                any.matches().forEach(m -> statement(depth + 1, m));
            }
            case Match other -> line(depth, shape(other));
            case Action other -> line(depth, shape(other));
        }
    }

    private static String options(Optional<List<Match.XtOption>> options) {
        return options.map(all -> all.stream()
                        .map(o -> (o.negated() ? " ! " : " ") + String.join(" ", concat(o.name(), o.values())))
                        .collect(Collectors.joining()))
                .orElse(" (not shown)");
    }

    private static List<String> concat(String first, List<String> rest) {
        var all = new ArrayList<String>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static String unknown(Optional<?> meaning) {
        return meaning.isPresent() ? "" : " → unknown";
    }

    private void line(int depth, String text) {
        out.repeat("  ", depth).append(text).append('\n');
    }

    static String shape(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(IrShape::shape).orElse("-");
            case OptionalInt number -> number.isPresent() ? "" + number.getAsInt() : "-";
            case OptionalLong number -> number.isPresent() ? "" + number.getAsLong() : "-";
            case Address address -> address.toString();
            case Prefix prefix -> prefix.toString();
            case InterfacePattern pattern -> pattern.toString();
            case Collection<?> all ->
                all.stream().map(IrShape::shape).sorted(order(all)).collect(Collectors.joining(", ", "[", "]"));
            case Record record ->
                record.getClass().getSimpleName()
                        + Arrays.stream(record.getClass().getRecordComponents())
                                .filter(part -> part.getType() != Span.class)
                                .map(part -> shape(read(part, record)))
                                .collect(Collectors.joining(" ", "(", ")"));
            default -> value.toString();
        };
    }

    // Sets have no order; lists have theirs.
    private static java.util.Comparator<String> order(Collection<?> all) {
        return all instanceof List<?> ? (_, _) -> 0 : java.util.Comparator.naturalOrder();
    }

    private static Object read(RecordComponent part, Record record) {
        try {
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
