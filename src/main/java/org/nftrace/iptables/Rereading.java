package org.nftrace.iptables;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.text.Messages;
import org.nftrace.text.Span;

/// Ways to read one statement again for rules that say the same with other values: at best the options of one extension
/// or one address, with what reads them in any rule; else whatever its options are.
///
/// @param reader   makes a reader of a rule
/// @param protocol what the rule asks for
record Rereading(
        Function<Messages, RuleReader> reader, Family family, String table, String chain, OptionalInt protocol) {

    /// {@return the quickest way that comes to the very statement}
    Optional<RuleForm.Again> of(Statement statement, List<Part> parts, Span rule) {
        return Stream.concat(quick(statement, parts).stream(), Stream.of((RuleForm.Again) this::anything))
                .filter(way -> way.read(parts, statement.span(), rule).equals(Optional.of(statement)))
                .findFirst();
    }

    private Optional<RuleForm.Again> quick(Statement statement, List<Part> parts) {
        return switch (statement) {
            case Match.Compare compare when isAddress(parts) -> Optional.of(address(compare));
            case Match.XtMatch match
            when !parts.isEmpty() ->
                Extensions.match(match.name(), family)
                        .map(known -> options(match.name(), known, parts, (draft, finisher) -> finisher.match(draft)));
            case Action.XtTarget target
            when !parts.isEmpty() ->
                Extensions.target(target.name(), family)
                        .map(known ->
                                options(target.name(), known, parts, (draft, finisher) -> finisher.target(draft)));
            case Statement _ -> Optional.empty();
        };
    }

    private static boolean isAddress(List<Part> parts) {
        return parts.size() == 1
                && parts.getFirst().words().size() == 1
                && RuleReader.isOfAddresses(parts.getFirst().flag());
    }

    private RuleForm.Again address(Match.Compare first) {
        return (parts, _, _) -> {
            Part part = parts.getFirst();
            return RuleReader.plainAddress(part.words().getFirst().text(), family, part.isNegated())
                    .map(value -> new Match.Compare(part.span(), first.selector(), first.relation(), value));
        };
    }

    /// Makes a statement of the options of an extension.
    @FunctionalInterface
    private interface Finish {
        Statement of(ExtensionDraft draft, ExtensionDraft.Finisher finisher);
    }

    // Where the protocol brings the match along, there is no `-m NAME` in front.
    private RuleForm.Again options(String name, Extension known, List<Part> first, Finish finish) {
        boolean named = RuleForm.isNaming(first.getFirst());
        var messages = new Messages();
        var ofRule = new RuleParts();
        ofRule.setProtocol(null, protocol);
        var options = new OptionReader(messages, family, ofRule);
        return (parts, statement, rule) -> {
            var draft = new ExtensionDraft(
                    name,
                    known instanceof Extension.OfTarget,
                    Optional.of(known),
                    parts.getFirst().span());
            boolean read = true;
            for (int i = named ? 1 : 0; i < parts.size() && read; i++) {
                read = options.read(draft, parts.get(i));
            }
            boolean silent = messages.count() == 0;
            messages.forget();
            return read && silent && draft.missing().isEmpty()
                    ? Optional.of(finish.of(
                            draft, new ExtensionDraft.Finisher(new Context(family, table, chain, protocol, rule))))
                    : Optional.empty();
        };
    }

    private Optional<Statement> anything(List<Part> parts, Span statement, Span rule) {
        RuleReader again = reader.apply(new Messages());
        again.parts().setProtocol(null, protocol);
        boolean ready = !parts.isEmpty() || isCounter(statement) && again.counter(statement);
        return Optional.of(rule)
                .filter(_ -> ready)
                .flatMap(span -> again.read(parts, span))
                .filter(rules -> rules.size() == 1 && again.isSilent())
                .map(rules -> rules.getFirst().statements())
                .filter(statements -> statements.size() == 1)
                .map(List::getFirst);
    }

    private static boolean isCounter(Span span) {
        return span.source().text().charAt(span.start()) == '[';
    }
}
