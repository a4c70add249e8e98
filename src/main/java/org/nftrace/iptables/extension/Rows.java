package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Statement;

/// The options of an extension, in the order in which `iptables-save` prints them.
public final class Rows {
    private final List<Row> all;
    private final List<Row> filled;
    private final Map<String, Row> byName = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    Rows(List<Row> all) {
        this.all = List.copyOf(all);
        this.filled = all.stream().filter(Row::isFilledIn).toList();
        for (Row row : all) {
            byName.putIfAbsent(row.name(), row);
            places.putIfAbsent(row.name(), places.size());
        }
    }

    public List<Row> all() {
        return all;
    }

    public Optional<Row> row(String option) {
        return Optional.ofNullable(byName.get(option));
    }

    List<String> names() {
        return all.stream().map(Row::name).toList();
    }

    /// {@return the options as `iptables-save` prints them: in order, with what it fills in}
    Options canonical(Options given, Context context) {
        if (filled.isEmpty() && given.all().size() < 2) {
            return given;
        }
        var options = new ArrayList<>(given.all());
        for (Row row : filled) {
            var soFar = new Options(options);
            if (!soFar.has(row.name())) {
                row.fallback()
                        .of(soFar, context)
                        .ifPresent(option -> options.add(new Options.Given(option, context.span())));
            }
        }
        return new Options(sorted(options));
    }

    // A policy has several elements, each with the same options; '--next' stands between them.
    private List<Options.Given> sorted(List<Options.Given> options) {
        record Placed(Options.Given given, int element, int row) {}
        var placed = new ArrayList<Placed>();
        int element = 0;
        for (var given : options) {
            String name = given.option().name();
            element += name.equals("--next") ? 1 : 0;
            placed.add(new Placed(given, element, places.getOrDefault(name, places.size())));
        }
        placed.sort(Comparator.comparingInt(Placed::element).thenComparingInt(Placed::row));
        return placed.stream().map(Placed::given).toList();
    }

    /// {@return for one comparison, each row's guesses at it}
    List<List<XtOption>> guesses(List<Statement> said, Context context) {
        return said.size() == 1 && said.getFirst() instanceof Match.Compare compare
                ? Stream.concat(
                                Stream.of(List.<XtOption>of()),
                                all.stream()
                                        .filter(Row::isPrinted)
                                        .flatMap(row -> Guesses.options(row, compare).stream())
                                        .map(List::of))
                        .toList()
                : List.of();
    }

    /// {@return what the options mean, each for itself; empty when one of them is not modelled}
    Optional<List<Match>> each(Options options, Context context) {
        if (options.all().size() == 1) {
            return meaning(options.all().getFirst(), context);
        }
        var found = new ArrayList<Match>();
        for (var given : options.all()) {
            var meaning = meaning(given, context);
            if (meaning.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(meaning.get());
        }
        return Optional.of(found);
    }

    private Optional<List<Match>> meaning(Options.Given given, Context context) {
        Row row = byName.get(given.option().name());
        return row == null ? Optional.empty() : row.lowering().of(given.option(), context.at(given.span()));
    }
}
