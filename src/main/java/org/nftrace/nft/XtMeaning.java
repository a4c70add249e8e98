package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.text.Diagnostic;

/// What an extension of iptables comes to in nft's words: statements, the rule's comment, or no more than its name.
final class XtMeaning {
    // What a trace has to know of them is less than what they do: they keep a count for each address, remember
    // packets, or tell somebody.
    private static final Set<String> DO_MORE = Set.of(
            "recent", "nfacct", "hashlimit", "connlimit", "connlabel", "SET", "AUDIT", "SECMARK", "RATEEST", "LED");
    private static final Set<String> MATCHES_DO_MORE = Set.of("--set", "--log", "--suppl-groups");
    private static final Set<String> TARGETS_DO_MORE = Set.of("--helper", "--timeout", "--ctevents", "--expevents");
    private static final String COMMENT = "comment";

    private XtMeaning() {}

    /// {@return the matches that say the same, or empty where nft has no words for it}
    static Optional<List<Match>> of(Match.XtMatch xt) {
        return doesMore(xt.name(), xt.options(), MATCHES_DO_MORE)
                ? Optional.empty()
                : xt.meaning().filter(meaning -> meaning.stream().allMatch(XtMeaning::isSayable));
    }

    /// {@return the statements that do the same, or empty where nft has no words for it}
    static Optional<List<Statement>> of(Action.XtTarget xt) {
        return doesMore(xt.name(), xt.options(), TARGETS_DO_MORE)
                ? Optional.empty()
                : xt.meaning()
                        .filter(meaning ->
                                !meaning.isEmpty() && meaning.stream().allMatch(XtMeaning::isSayable));
    }

    private static boolean doesMore(String name, Optional<List<Match.XtOption>> options, Set<String> more) {
        return DO_MORE.contains(name)
                || options.stream()
                        .flatMap(List::stream)
                        .map(Match.XtOption::name)
                        .anyMatch(more::contains);
    }

    // nft knows no "or" between matches.
    private static boolean isSayable(Statement statement) {
        return switch (statement) {
            case Match.AnyOf(_, var matches) -> matches.size() == 1 && isSayable(matches.getFirst());
            case Match.Unread _ -> false;
            // '--ctstatus NONE' asks for none of the bits there are, and never holds.
            case Match.Compare(_, _, _, Value.Bits(var bits)) when bits.isEmpty() -> false;
            case Match.Compare _, Match.Limit _, Match.Quota _, Match.ConnectionLimit _, Match.XtMatch _ -> true;
            case Action _ -> true;
        };
    }

    /// {@return the rule's own comment; what is a match in iptables is that to nft}
    static Optional<String> comment(Rule rule) {
        return rule.comment()
                .or(() -> rule.statements().stream()
                        .filter(Match.XtMatch.class::isInstance)
                        .map(Match.XtMatch.class::cast)
                        .filter(match -> match.name().equals(COMMENT))
                        .flatMap(match -> match.options().stream())
                        .flatMap(List::stream)
                        .flatMap(option -> option.values().stream())
                        .findFirst());
    }

    /// {@return the rule's statements, with those in place of extensions that say the same}
    static List<Statement> spelledOut(Rule rule) {
        var found = new ArrayList<Statement>();
        boolean any = false;
        for (Statement statement : rule.statements()) {
            List<? extends Statement> said = said(statement);
            any |= said.size() != 1 || said.getFirst() != statement;
            found.addAll(said);
        }
        return any ? withoutImplied(found) : rule.statements();
    }

    private static List<? extends Statement> said(Statement statement) {
        return switch (statement) {
            case Match.XtMatch xt ->
                of(xt).<List<? extends Statement>>map(m -> m).orElseGet(() -> List.of(xt));
            case Action.XtTarget xt ->
                of(xt).<List<? extends Statement>>map(m -> m).orElseGet(() -> List.of(xt));
            case Match match -> List.of(match);
            case Action action -> List.of(action);
        };
    }

    // 'tcp dport 22' asks for TCP by itself, and nft does not list it twice.
    private static List<Statement> withoutImplied(List<Statement> statements) {
        var kept = new ArrayList<Statement>();
        for (int i = 0; i < statements.size(); i++) {
            boolean implied = i + 1 < statements.size() && implies(statements.get(i + 1), statements.get(i));
            if (!implied) {
                kept.add(statements.get(i));
            }
        }
        return kept;
    }

    private static boolean implies(Statement header, Statement protocol) {
        return protocol
                        instanceof
                        Match.Compare(_, Selector.Meta(MetaKey key), Relation relation, Value.Number(long n))
                && key == MetaKey.L4PROTO
                && relation == Relation.EQ
                && header instanceof Match.Compare(_, Selector.Payload(Field field), _, _)
                && field.header().protocol().equals(OptionalInt.of((int) n));
    }

    /// {@return what rules of iptables have that nft cannot say, each at its place}
    static List<Diagnostic> unsayable(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.statements().stream())
                .flatMap(XtMeaning::unsayable)
                .toList();
    }

    // A listing of nft has the name alone, and so it is printed.
    private static Stream<Diagnostic> unsayable(Statement statement) {
        return switch (statement) {
            case Match.XtMatch xt
            when xt.options().isPresent() && !xt.name().equals(COMMENT) && of(xt).isEmpty() ->
                Stream.of(Diagnostic.error(xt.span(), "match '" + xt.name() + "' cannot be said in nft"));
            case Action.XtTarget xt
            when xt.options().isPresent() && of(xt).isEmpty() ->
                Stream.of(Diagnostic.error(xt.span(), "target '" + xt.name() + "' cannot be said in nft"));
            case Match _ -> Stream.of();
            case Action _ -> Stream.of();
        };
    }
}
