package org.nftrace.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Said;
import org.nftrace.report.Conventions.Where;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;

/// Which programs the chains and rules of a trace come from, as far as their names and comments tell.
///
/// It remembers what it looked up: a trace meets the same chains again and again.
final class Generators {
    private final Map<String, Optional<Generator>> known = new HashMap<>();

    /// `Docker: published ports`
    ///
    /// @param part what the chain or rule is for; empty when only the program is known
    record Generator(String program, Said part) {

        /// {@return both in one, with nothing but the program where no more is known}
        Said said() {
            return part.en().isEmpty()
                    ? new Said(program, program)
                    : new Said(program + ": " + part.en(), program + ": " + part.ja());
        }
    }

    /// {@return whose step it is, if it is one of a chain or rule}
    Optional<Generator> of(Step step) {
        return switch (step) {
            case Step.EnteredBaseChain(var table, var chain) -> of(table, chain);
            case Step.EnteredChain(var table, var chain) -> of(table, chain);
            case Step.PolicyApplied(var table, var chain, _) -> of(table, chain);
            case Step.Matched(var place, var verdict) -> of(place, verdict);
            case Step.PassedOver(var place, _, _) -> of(place, new Verdict.Continue());
            case Step.EnteredHook _,
                    Step.Returned _,
                    Step.Rewrote _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _,
                    Step.Decided _,
                    Step.Forked _ -> Optional.empty();
        };
    }

    Optional<Generator> of(Table table, Chain chain) {
        return ofChain(table.name(), chain.name());
    }

    /// {@return whose rule it is: by the chain that it leads to, its comment, the chain that it stands in}
    Optional<Generator> of(Place place, Verdict verdict) {
        return verdict.target()
                .flatMap(chain -> ofChain(place.table().name(), chain))
                .or(() -> comment(place.rule()).flatMap(this::ofComment))
                .or(() -> of(place.table(), place.chain()));
    }

    Optional<Generator> ofChain(String table, String chain) {
        return find(Where.TABLE, table + " " + chain).or(() -> find(Where.CHAIN, chain));
    }

    Optional<Generator> ofComment(String comment) {
        return find(Where.COMMENT, comment);
    }

    /// {@return nft's `comment "…"`, or what iptables' `-m comment` says}
    private static Optional<String> comment(Rule rule) {
        return rule.comment()
                .or(() -> rule.statements().stream()
                        .flatMap(s -> s instanceof Match.XtMatch(_, String name, var options, _)
                                        && name.equals("comment")
                                ? options.stream()
                                : Stream.empty())
                        .flatMap(options -> options.stream())
                        .flatMap(option -> option.values().stream())
                        .findFirst());
    }

    private Optional<Generator> find(Where where, String name) {
        return known.computeIfAbsent(where + " " + name, _ -> search(where, name));
    }

    private static Optional<Generator> search(Where where, String name) {
        return Conventions.ALL.stream()
                .filter(row -> row.where() == where)
                .flatMap(row -> row.fits(name).map(part -> new Generator(row.program(), part)).stream())
                .findFirst();
    }
}
