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

    Guess guess();

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

    /// The way back: options that may say the statements. A guess that means something else does no harm.
    @FunctionalInterface
    interface Guess {
        List<List<Match.XtOption>> of(List<Statement> said, Context context);
    }

    /// What a target does; empty when that is not modelled.
    @FunctionalInterface
    interface Effect {
        Optional<List<Statement>> of(Options options, Context context);
    }

    /// `-m conntrack --ctstate NEW`
    record OfMatch(String name, Reach reach, List<List<String>> needs, Rows rows, Sense sense, Guess guess)
            implements Extension {
        public OfMatch {
            needs = List.copyOf(needs);
        }

        /// This match, which may stand without any option.
        OfMatch alone() {
            return new OfMatch(name, reach, List.of(), rows, sense, guess);
        }

        /// With each of these options, or one of those that a `|` parts: `--string|--hex-string`.
        OfMatch needing(String... options) {
            return new OfMatch(name, reach, groups(options), rows, sense, guess);
        }

        OfMatch only(Reach family) {
            return new OfMatch(name, family, needs, rows, sense, guess);
        }

        OfMatch guessing(Guess way) {
            return new OfMatch(name, reach, needs, rows, sense, way);
        }
    }

    /// `-j REJECT --reject-with tcp-reset`
    ///
    /// @param tables where the kernel takes it (xt_TTL.c: `.table = "mangle"`); none when it does so everywhere
    record OfTarget(
            String name,
            Reach reach,
            List<List<String>> needs,
            Rows rows,
            Effect effect,
            Guess guess,
            List<String> tables)
            implements Extension {
        public OfTarget {
            needs = List.copyOf(needs);
            tables = List.copyOf(tables);
        }

        /// This target, which may stand without any option.
        OfTarget alone() {
            return new OfTarget(name, reach, List.of(), rows, effect, guess, tables);
        }

        /// With each of these options, or one of those that a `|` parts: `--string|--hex-string`.
        OfTarget needing(String... options) {
            return new OfTarget(name, reach, groups(options), rows, effect, guess, tables);
        }

        OfTarget only(Reach family) {
            return new OfTarget(name, family, needs, rows, effect, guess, tables);
        }

        OfTarget within(String... some) {
            return new OfTarget(name, reach, needs, rows, effect, guess, List.of(some));
        }

        OfTarget guessing(Guess way) {
            return new OfTarget(name, reach, needs, rows, effect, way, tables);
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
        return new OfMatch(name, Reach.BOTH, any(rows), rows, rows::each, rows::guesses);
    }

    static OfMatch match(String name, Sense sense, Row... options) {
        var rows = new Rows(List.of(options));
        return new OfMatch(name, Reach.BOTH, any(rows), rows, sense, rows::guesses);
    }

    static OfTarget target(String name, Effect effect, Row... options) {
        var rows = new Rows(List.of(options));
        return new OfTarget(name, Reach.BOTH, any(rows), rows, effect, (_, _) -> List.of(), List.of());
    }

    private static List<List<String>> any(Rows rows) {
        return rows.all().isEmpty() ? List.of() : List.of(rows.names());
    }

    private static List<List<String>> groups(String... options) {
        return Arrays.stream(options).map(group -> List.of(group.split("\\|"))).toList();
    }
}
