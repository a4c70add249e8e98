package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// Spells named sets and maps, line by line.
record SetPrinter(StatementPrinter statements) {
    private static final String CONTINUED = ",\n\t\t\t     ";

    List<String> lines(NamedSet set) {
        List<String> lines = new ArrayList<>();
        lines.add((set.isMap() ? "map " : "set ") + set.name() + " {");
        lines.add("\t" + type(set));
        set.policy().filter(policy -> !policy.equals("performance")).ifPresent(p -> lines.add("\tpolicy " + p));
        set.size().ifPresent(size -> lines.add("\tsize " + size + count(set)));
        flags(set, lines);
        if (!set.state().isEmpty()) {
            lines.add("\t" + set.state().stream().map(this::state).collect(Collectors.joining(" ")));
        }
        if (set.autoMerge()) {
            lines.add("\tauto-merge");
        }
        set.timeout().ifPresent(timeout -> lines.add("\ttimeout " + Durations.print(timeout)));
        set.gcInterval().ifPresent(interval -> lines.add("\tgc-interval " + Durations.print(interval)));
        set.comment().ifPresent(comment -> lines.add("\tcomment " + WordPrinter.quoted(comment)));
        if (!set.elements().isEmpty()) {
            lines.add("\telements = " + elements(set));
        }
        lines.add("}");
        return lines;
    }

    private static String count(NamedSet set) {
        return set.count().isPresent() ? "\t# count " + set.count().getAsLong() : "";
    }

    private static void flags(NamedSet set, List<String> lines) {
        // the flag goes without saying where elements have a timeout by default
        boolean onlyTimeout = set.flags().equals(java.util.Set.of(NamedSet.Flag.TIMEOUT));
        if (set.flags().isEmpty() || onlyTimeout && set.timeout().isPresent()) {
            return;
        }
        lines.add("\tflags "
                + Stream.of(
                                NamedSet.Flag.CONSTANT,
                                NamedSet.Flag.DYNAMIC,
                                NamedSet.Flag.INTERVAL,
                                NamedSet.Flag.TIMEOUT)
                        .filter(set.flags()::contains)
                        .map(SelectorPrinter::lower)
                        .collect(Collectors.joining(",")));
    }

    // A set says what its elements hold, not how much.
    private String state(Statement statement) {
        return switch (statement) {
            case Action.Counter _ -> "counter";
            case Action.Last _ -> "last";
            case Statement other -> statements.statement(other);
        };
    }

    private String type(NamedSet set) {
        String key = word(set.key()) + " " + type(set.key());
        String mapped = set.data()
                .map(this::type)
                .or(() ->
                        set.objectMap().map(kind -> SelectorPrinter.lower(kind).replace('_', ' ')))
                .orElse("");
        return mapped.isEmpty() ? key : key + " : " + mapped;
    }

    private static String word(NamedSet.Type type) {
        return type instanceof NamedSet.Type.Named ? "type" : "typeof";
    }

    private String type(NamedSet.Type type) {
        return switch (type) {
            case NamedSet.Type.Named(var parts) ->
                parts.stream().map(DataType::label).collect(Collectors.joining(" . "));
            case NamedSet.Type.Typeof(Value.Text(var word)) -> word;
            case NamedSet.Type.Typeof(var expression) ->
                statements.selectors().expression(expression, Kinds.of(expression));
            case NamedSet.Type.Interval(var of) -> "interval " + type(of);
        };
    }

    private String elements(NamedSet set) {
        List<Kind> keys = Kinds.of(set.key());
        List<Kind> data = set.data().map(Kinds::of).orElse(List.of(Kind.of(DataType.STRING)));
        int perLine = perLine(set, keys);
        var out = new StringBuilder("{ ");
        int count = 0;
        for (Value.Element element : set.elements()) {
            if (count > 0) {
                out.append(count % perLine == 0 ? CONTINUED : ", ");
            }
            out.append(statements.values().element(element, keys, data));
            count++;
        }
        return out.append(" }").toString();
    }

    // Elements that take several words have a line each (since nft 1.1.2), the others as many as are narrow.
    private int perLine(NamedSet set, List<Kind> keys) {
        boolean alone = keys.size() > 1
                || isWordy(set) && !statements.values().spellings().crowdedLines();
        return alone ? 1 : perLine(Kinds.at(keys, 0).type());
    }

    private static boolean isWordy(NamedSet set) {
        return set.isMap()
                || set.timeout().isPresent()
                || set.flags().contains(NamedSet.Flag.TIMEOUT)
                || !set.state().isEmpty()
                || set.elements().stream().anyMatch(element -> element.comment().isPresent());
    }

    /// {@return whether elements that take several words stand as close as the others}
    static boolean isCrowded(List<Table> tables) {
        List<NamedSet> telling = tables.stream()
                .flatMap(table -> table.sets().stream())
                .filter(set -> set.elements().size() > 1 && isWordy(set))
                .filter(set -> Kinds.of(set.key()).size() == 1
                        && perLine(Kinds.of(set.key()).getFirst().type()) > 1)
                .toList();
        return !telling.isEmpty() && telling.stream().allMatch(SetPrinter::fillsLines);
    }

    private static boolean fillsLines(NamedSet set) {
        int perLine = perLine(Kinds.of(set.key()).getFirst().type());
        int first = set.elements().getFirst().span().line();
        return IntStream.range(0, set.elements().size())
                .allMatch(i -> set.elements().get(i).span().line() == first + i / perLine);
    }

    private static int perLine(DataType type) {
        return switch (type) {
            case NFPROTO,
                    INTEGER,
                    ARP_OP,
                    INET_PROTO,
                    INET_SERVICE,
                    TCP_FLAG,
                    DCCP_PKTTYPE,
                    MARK,
                    IFINDEX,
                    CLASSID,
                    UID,
                    GID,
                    CT_DIR,
                    MPTCP_SUBTYPE -> 5;
            case IPV4_ADDR, CT_STATE, CT_STATUS, PKT_TYPE -> 2;
            default -> 1;
        };
    }
}
