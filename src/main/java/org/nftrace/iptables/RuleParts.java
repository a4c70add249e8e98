package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.text.Span;

/// A rule while its options come in; [#rules(Span, ExtensionDraft.Finisher)] puts them in the order in which
/// `iptables-save` prints them.
final class RuleParts {
    private static final int MOST_RULES = 1024;

    private final List<Match> sources = new ArrayList<>();
    private final List<Match> destinations = new ArrayList<>();
    private final List<Match> rest = new ArrayList<>();
    private final List<ExtensionDraft> extensions = new ArrayList<>();
    private Match in;
    private Match out;
    private Match protocol;
    private OptionalInt protocolNumber = OptionalInt.empty();
    private Match fragment;
    private Action.Counter counter;
    private Action verdict;
    private ExtensionDraft target;

    void addSource(Match match) {
        sources.add(match);
    }

    void addDestination(Match match) {
        destinations.add(match);
    }

    void setIn(Match match) {
        in = match;
    }

    void setOut(Match match) {
        out = match;
    }

    void setProtocol(Match match, OptionalInt number) {
        protocol = match;
        protocolNumber = number;
    }

    OptionalInt protocolNumber() {
        return protocolNumber;
    }

    void setFragment(Match match) {
        fragment = match;
    }

    void setCounter(Action.Counter read) {
        counter = read;
    }

    void setVerdict(Action read) {
        verdict = read;
    }

    /// A condition that stands for itself after all others: what a listing does not show.
    void add(Match match) {
        rest.add(match);
    }

    void open(ExtensionDraft extension) {
        extensions.add(extension);
        if (extension.isTarget()) {
            target = extension;
        }
    }

    boolean hasTarget() {
        return target != null || verdict != null;
    }

    Optional<ExtensionDraft> target() {
        return Optional.ofNullable(target);
    }

    /// {@return matches and target, the one opened last first: an option is the last one's that knows it}
    List<ExtensionDraft> newestFirst() {
        return extensions.reversed();
    }

    boolean isTooMany() {
        return (long) Math.max(1, sources.size()) * Math.max(1, destinations.size()) > MOST_RULES;
    }

    /// {@return one rule, or one for each pair of addresses: `-s 10.0.0.1,10.0.0.2` makes two}
    List<Rule> rules(Span span, ExtensionDraft.Finisher finisher) {
        var middle = new ArrayList<Statement>();
        add(middle, in, out, protocol, fragment);
        middle.addAll(rest);
        for (ExtensionDraft extension : extensions) {
            if (!extension.isTarget()) {
                middle.add(finisher.match(extension));
            }
        }
        add(middle, counter, verdict);
        if (target != null) {
            middle.add(finisher.target(target));
        }
        var rules = new ArrayList<Rule>();
        for (var source : orNone(sources)) {
            for (var destination : orNone(destinations)) {
                var statements = new ArrayList<Statement>(source);
                statements.addAll(destination);
                statements.addAll(middle);
                rules.add(new Rule(span, statements, Optional.empty(), OptionalLong.empty()));
            }
        }
        return rules;
    }

    // Lists of one each, or of the empty list.
    private static List<List<Match>> orNone(List<Match> matches) {
        return switch (matches.size()) {
            case 0 -> List.of(List.of());
            case 1 -> List.of(matches);
            default -> matches.stream().map(List::of).toList();
        };
    }

    private static void add(List<Statement> all, Statement... some) {
        for (Statement statement : some) {
            if (statement != null) {
                all.add(statement);
            }
        }
    }
}
