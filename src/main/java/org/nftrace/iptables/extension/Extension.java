package org.nftrace.iptables.extension;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;

/// A match or a target with its options (iptables-extensions(8)).
public sealed interface Extension {
    String name();

    Reach reach();

    /// {@return the options, in the order in which `iptables-save` prints them}
    Rows rows();

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
    record OfMatch(String name, Reach reach, List<List<String>> needs, Rows rows, Sense sense) implements Extension {
        public OfMatch {
            needs = List.copyOf(needs);
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
    record OfTarget(String name, Reach reach, List<List<String>> needs, Rows rows, Effect effect) implements Extension {
        public OfTarget {
            needs = List.copyOf(needs);
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
        return rows().row(option);
    }

    /// {@return the options as `iptables-save` prints them: in order, with what it fills in}
    default Options canonical(Options given, Context context) {
        return rows().canonical(given, context);
    }

    /// A match whose options each are a condition.
    static OfMatch match(String name, Row... options) {
        var rows = new Rows(List.of(options));
        return new OfMatch(name, Reach.BOTH, any(rows), rows, rows::each);
    }

    static OfMatch match(String name, Sense sense, Row... options) {
        var rows = new Rows(List.of(options));
        return new OfMatch(name, Reach.BOTH, any(rows), rows, sense);
    }

    static OfTarget target(String name, Effect effect, Row... options) {
        var rows = new Rows(List.of(options));
        return new OfTarget(name, Reach.BOTH, any(rows), rows, effect);
    }

    private static List<List<String>> any(Rows rows) {
        return rows.all().isEmpty() ? List.of() : List.of(rows.names());
    }

    private static List<List<String>> groups(String... options) {
        return Arrays.stream(options).map(group -> List.of(group.split("\\|"))).toList();
    }
}
