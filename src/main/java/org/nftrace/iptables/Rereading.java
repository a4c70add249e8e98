package org.nftrace.iptables;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.iptables.extension.Options;
import org.nftrace.iptables.extension.Outcome;
import org.nftrace.iptables.extension.Row;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.text.Messages;
import org.nftrace.text.Span;

/// Ways to read one statement again for rules that say the same with other values: at best the options of one extension
/// or one address; else whatever its options are.
///
/// @param reader   makes a reader of a rule
/// @param protocol what the rule asks for
record Rereading(
        Function<Messages, RuleReader> reader, Family family, String table, String chain, OptionalInt protocol) {

    /// {@return the quickest way that comes to the very statement}
    ///
    /// @param same the line itself
    Optional<RuleForm.Again> of(Statement statement, List<Part> parts, Span rule, Counterpart same) {
        return Stream.concat(quick(statement, parts).stream(), Stream.of(anything(statement, parts)))
                .filter(way -> way.read(same, rule).equals(Optional.of(statement)))
                .findFirst();
    }

    private Optional<RuleForm.Again> quick(Statement statement, List<Part> parts) {
        return switch (statement) {
            case Match.Compare compare when isAddress(parts) -> Optional.of(address(compare, parts.getFirst()));
            case Match.XtMatch match ->
                Extensions.match(match.name(), family)
                        .flatMap(known -> options(
                                match,
                                known,
                                parts,
                                (options, here) -> new Match.XtMatch(
                                        here.span(),
                                        match.name(),
                                        Optional.of(options.plain()),
                                        known.sense().of(options, here))));
            case Action.XtTarget target ->
                Extensions.target(target.name(), family)
                        .flatMap(known -> options(
                                target,
                                known,
                                parts,
                                (options, here) -> new Action.XtTarget(
                                        here.span(),
                                        target.name(),
                                        Optional.of(options.plain()),
                                        known.effect().of(options, here))));
            case Statement _ -> Optional.empty();
        };
    }

    private static boolean isAddress(List<Part> parts) {
        return parts.size() == 1
                && parts.getFirst().words().size() == 1
                && RuleReader.isOfAddresses(parts.getFirst().flag());
    }

    private RuleForm.Again address(Match.Compare first, Part part) {
        Word word = part.words().getFirst();
        return (there, _) -> {
            Optional<Value> value = RuleReader.plainAddress(there.text(word), family, part.isNegated());
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Match.Compare(
                            there.span(part.span()), first.selector(), first.relation(), value.get()));
        };
    }

    /// Makes a statement of the options of an extension, in canonical order.
    @FunctionalInterface
    private interface Finish {
        Statement of(Options options, Context here);
    }

    // Where the protocol brings the match along, there is no `-m NAME` in front.
    private Optional<RuleForm.Again> options(Statement first, Extension known, List<Part> parts, Finish finish) {
        List<Part> options =
                !parts.isEmpty() && RuleForm.isNaming(parts.getFirst()) ? parts.subList(1, parts.size()) : parts;
        List<Row> rows = options.stream()
                .flatMap(part -> known.row(part.flag()).stream())
                .toList();
        if (rows.isEmpty() || rows.size() < options.size()) {
            return Optional.empty();
        }
        return Optional.of((there, _) -> {
            var here = new Context(family, table, chain, protocol, there.span(first.span()));
            var given = new Options.Given[rows.size()];
            for (int i = 0; i < given.length; i++) {
                var option = option(rows.get(i), options.get(i), there, here);
                if (option.isEmpty()) {
                    return Optional.empty();
                }
                given[i] = option.get();
            }
            return Optional.of(finish.of(known.canonical(new Options(List.of(given)), here), here));
        });
    }

    // Nothing where there is more to say of it, or it says nothing.
    private static Optional<Options.Given> option(Row row, Part part, Counterpart there, Context here) {
        if (row.shape().read(there.texts(part), here) instanceof Outcome.Good(var values)) {
            var written = row.rewrite().of(new XtOption(part.isNegated(), row.name(), values));
            return written.size() == 1
                    ? Optional.of(new Options.Given(written.getFirst(), there.span(part.span())))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private RuleForm.Again anything(Statement first, List<Part> parts) {
        return (there, rule) -> {
            RuleReader again = reader.apply(new Messages());
            again.parts().setProtocol(null, protocol);
            boolean ready = !parts.isEmpty() || isCounter(first.span()) && again.counter(there.span(first.span()));
            return Optional.of(rule)
                    .filter(_ -> ready)
                    .flatMap(span -> again.read(parts.stream().map(there::part).toList(), span))
                    .filter(rules -> rules.size() == 1 && again.isSilent())
                    .map(rules -> rules.getFirst().statements())
                    .filter(statements -> statements.size() == 1)
                    .map(List::getFirst);
        };
    }

    private static boolean isCounter(Span span) {
        return span.source().text().charAt(span.start()) == '[';
    }
}
