package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Statement;
import org.nftrace.text.Span;

/// A match or a target with its options (iptables-extensions(8)).
public sealed interface Extension {
    String name();

    Reach reach();

    /// {@return the options, in the order in which `iptables-save` prints them}
    List<Row> rows();

    /// {@return options without which it says nothing: of each group one must be given}
    List<List<String>> needs();

    /// Which of iptables and ip6tables have it.
    enum Reach {
        BOTH,
        IP,
        IP6;

        boolean covers(Family family) {
            return this == BOTH || (this == IP6) == (family == Family.IP6);
        }
    }

    /// What the options of a match mean together; empty when that is not modelled.
    @FunctionalInterface
    interface Sense {
        Optional<List<Match>> of(Options options, Context context);
    }

    /// What a target does; empty when that is not modelled.
    @FunctionalInterface
    interface Effect {
        Optional<List<Statement>> of(Options options, Context context);
    }

    /// `-m conntrack --ctstate NEW`
    record OfMatch(String name, Reach reach, List<List<String>> needs, List<Row> rows, Sense sense)
            implements Extension {
        public OfMatch {
            needs = List.copyOf(needs);
            rows = List.copyOf(rows);
        }

        /// This match, which may stand without any option.
        OfMatch alone() {
            return new OfMatch(name, reach, List.of(), rows, sense);
        }

        /// With each of these options, or one of those that a `|` parts: `--string|--hex-string`.
        OfMatch needing(String... options) {
            return new OfMatch(name, reach, groups(options), rows, sense);
        }

        OfMatch only(Reach family) {
            return new OfMatch(name, family, needs, rows, sense);
        }
    }

    /// `-j REJECT --reject-with tcp-reset`
    record OfTarget(String name, Reach reach, List<List<String>> needs, List<Row> rows, Effect effect)
            implements Extension {
        public OfTarget {
            needs = List.copyOf(needs);
            rows = List.copyOf(rows);
        }

        /// This target, which may stand without any option.
        OfTarget alone() {
            return new OfTarget(name, reach, List.of(), rows, effect);
        }

        /// With each of these options, or one of those that a `|` parts: `--string|--hex-string`.
        OfTarget needing(String... options) {
            return new OfTarget(name, reach, groups(options), rows, effect);
        }

        OfTarget only(Reach family) {
            return new OfTarget(name, family, needs, rows, effect);
        }
    }

    /// {@return the row that has exactly this name}
    default Optional<Row> row(String option) {
        return rows().stream().filter(r -> r.name().equals(option)).findFirst();
    }

    /// {@return the options as `iptables-save` prints them: in order, with what it fills in}
    default Options canonical(Options given, Context context) {
        var all = new ArrayList<>(given.all());
        for (Row row : rows()) {
            boolean there = all.stream().anyMatch(g -> g.option().name().equals(row.name()));
            if (!there) {
                Span span = context.span();
                row.fallback()
                        .of(new Options(all), context)
                        .ifPresent(option -> all.add(new Options.Given(option, span)));
            }
        }
        return new Options(sorted(all));
    }

    // A policy has several elements, each with the same options; '--next' stands between them.
    private List<Options.Given> sorted(List<Options.Given> all) {
        record Placed(Options.Given given, int element, int row) {}
        var placed = new ArrayList<Placed>();
        int element = 0;
        for (var given : all) {
            element += given.option().name().equals("--next") ? 1 : 0;
            placed.add(new Placed(given, element, place(given.option())));
        }
        placed.sort(Comparator.comparingInt(Placed::element).thenComparingInt(Placed::row));
        return placed.stream().map(Placed::given).toList();
    }

    private int place(XtOption option) {
        int index = 0;
        for (Row row : rows()) {
            if (row.name().equals(option.name())) {
                return index;
            }
            index++;
        }
        return index;
    }

    /// A match whose options each are a condition.
    static OfMatch match(String name, Row... rows) {
        var all = List.of(rows);
        return new OfMatch(name, Reach.BOTH, any(all), all, (options, context) -> each(all, options, context));
    }

    static OfMatch match(String name, Sense sense, Row... rows) {
        return new OfMatch(name, Reach.BOTH, any(List.of(rows)), List.of(rows), sense);
    }

    static OfTarget target(String name, Effect effect, Row... rows) {
        return new OfTarget(name, Reach.BOTH, any(List.of(rows)), List.of(rows), effect);
    }

    private static List<List<String>> any(List<Row> rows) {
        return rows.isEmpty() ? List.of() : List.of(rows.stream().map(Row::name).toList());
    }

    private static List<List<String>> groups(String... options) {
        return Arrays.stream(options).map(group -> List.of(group.split("\\|"))).toList();
    }

    private static Optional<List<Match>> each(List<Row> rows, Options options, Context context) {
        var found = new ArrayList<Match>();
        for (var given : options.all()) {
            var meaning = rows.stream()
                    .filter(r -> r.name().equals(given.option().name()))
                    .findFirst()
                    .flatMap(r -> r.lowering().of(given.option(), context.at(given.span())));
            if (meaning.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(meaning.get());
        }
        return Optional.of(found);
    }
}
