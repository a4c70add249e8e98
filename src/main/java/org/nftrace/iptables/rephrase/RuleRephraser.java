package org.nftrace.iptables.rephrase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Raised;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;

/// Makes rules of iptables of one rule of nft.
///
/// @param table and chain of iptables where they will stand
record RuleRephraser(Family family, String table, String chain) {

    /// {@return rules that together say the same; none when the rule is about the other family}
    List<Rule> rules(Rule rule) throws Refusal {
        List<Statement> statements = rule.statements();
        if (!FamilyReach.covers(statements, family)) {
            return List.of();
        }
        var found = new ArrayList<Rule>();
        var split = parts(statements.stream()
                .filter(statement -> !FamilyReach.isFamily(statement))
                .toList());
        for (List<Statement> part : split) {
            // Of ip and ip6 addresses in one map, this family has its own.
            if (FamilyReach.covers(part, family)) {
                OptionalInt protocol = protocol(part);
                var sentence = new Sentence(context(protocol, rule), rule.comment());
                sentence.read(part);
                found.addAll(sentence.rules(rule));
            }
        }
        if (found.size() > 1) {
            check(statements);
        }
        return found.size() == 1
                ? found
                : found.stream().map(RuleRephraser::withoutCounter).toList();
    }

    private List<List<Statement>> parts(List<Statement> statements) throws Refusal {
        if (statements.isEmpty()) {
            return List.of(statements);
        }
        // A list of ports is one option once it is known of which protocol they are.
        var parts = new ArrayList<List<Statement>>();
        for (List<Statement> one : new Split(compare -> !Sentence.isProtocol(compare)).of(statements)) {
            Context context = context(protocol(one), one.getFirst());
            parts.addAll(
                    new Split(compare -> Raised.match(List.of(compare), context).isPresent()).of(one));
        }
        return parts;
    }

    private Context context(OptionalInt protocol, Statement statement) {
        return new Context(family, table, chain, protocol, statement.span());
    }

    private Context context(OptionalInt protocol, Rule rule) {
        return new Context(family, table, chain, protocol, rule.span());
    }

    private static Rule withoutCounter(Rule rule) {
        return new Rule(
                rule.span(),
                rule.statements().stream()
                        .filter(statement -> !(statement instanceof Action.Counter))
                        .toList(),
                rule.comment(),
                rule.handle());
    }

    // Each of several rules would have its own, and a rule may meet what the one before it made.
    private static void check(List<Statement> statements) throws Refusal {
        Optional<Statement> counting = Looked.counting(statements);
        if (counting.isPresent()) {
            throw new Refusal(
                    counting.get().span(), "this would be several rules of iptables, each counting for itself");
        }
        for (Statement statement : statements) {
            if (statement instanceof Action.Assign(var span, var target, _)
                    && statements.stream()
                            .filter(Match.class::isInstance)
                            .flatMap(Looked::at)
                            .anyMatch(target::equals)) {
                throw new Refusal(
                        span, "this would be several rules of iptables, and change what the later ones look at");
            }
        }
    }

    private static OptionalInt protocol(List<Statement> statements) throws Refusal {
        OptionalInt asked = OptionalInt.empty();
        for (Statement statement : statements) {
            OptionalInt found =
                    Sentence.asked(statement).isPresent() ? Sentence.asked(statement) : Looked.protocol(statement);
            if (found.isPresent() && asked.isPresent() && !found.equals(asked)) {
                throw new Refusal(statement.span(), "no packet has two protocols");
            }
            asked = found.isPresent() ? found : asked;
        }
        return asked;
    }
}
