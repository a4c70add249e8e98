package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.ir.Action;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Narrowed;
import org.nftrace.trace.Question;

/// What the walk could not tell, and under which answers it goes on, in English.
final class EnglishForks {
    private EnglishForks() {}

    static String question(Question question) {
        return switch (question) {
            case Question.Holds(_, var statement, var because) ->
                "whether '" + statement.span().text() + "' holds: "
                        + (because instanceof Question.MeaningOf(var of) && of.equals(statement)
                                ? "what it asks is not in the dump or not modelled"
                                : question(because));
            case Question.Selects(_, var statement, _) ->
                "which element of '" + statement.span().text() + "' it is";
            case Question.Takes(_, var statement, _) ->
                "what '" + statement.span().text() + "' takes";
            case Question.Listens(var place) -> "whether a program listens for rule " + Notation.place(place);
            case Question.ChainReturns(var chain) -> "what " + chain + " does is not in the dump";
            case Question.IsInState(_) -> "in which state the connection is";
            case Question.OutcomeOf(_, var statement) ->
                "what '" + statement.span().text() + "' makes of the packet is not modelled";
            case Question.TooDeep(var place) ->
                "rule " + Notation.place(place) + " jumps deeper than the kernel allows";
            case Question.IsLocal(var address) -> "whether " + address + " is this host's";
            case Question.Forwards() -> "whether the host forwards packets";
            case Question.IsForHost() -> "whether the destination, which is not known, is this host's";
            case Question.WaysOfCopies() -> "it is copied, and the ways of the copies are not modelled";
            case Question.ValueOf(var fact) ->
                "the packet's " + EnglishFacts.name(fact)
                        + (EnglishFacts.isPlural(fact) ? " were not given" : " was not given");
            case Question.ResultOf _ -> "it reads something of the packet or the host that was not given";
            case Question.StateOf(var statement) ->
                "only the kernel knows the state of '" + statement.span().text() + "' at that moment";
            case Question.MeaningOf(Action.Decide(var span, _)) ->
                "the chain that '" + span.text() + "' goes to is not in the dump";
            case Question.MeaningOf(var statement) ->
                "what '" + statement.span().text() + "' asks is not in the dump or not modelled";
            case Question.ElementsOf(var set) -> "what the set " + set + " holds is not in the dump";
            case Question.NotTold(var assumption) ->
                "it would have to be assumed that " + EnglishFacts.assumption(assumption, true);
            case Question.TooManyBranches(var bound) ->
                "there are more than " + bound + " branches; not followed further";
        };
    }

    static String condition(Condition condition) {
        var told = new ArrayList<String>();
        Fork.fields(condition).forEach(n -> told.add(narrowed(n)));
        List<Condition.Term> others = Fork.others(condition);
        List<String> none = Fork.refused(others);
        if (none.size() > 1) {
            told.add("none of '" + String.join("', '", none) + "' holds");
        }
        others.stream().filter(t -> none.size() < 2 || !Fork.isRefused(t)).forEach(t -> told.add(term(t)));
        return "if " + String.join(" and ", told);
    }

    private static String narrowed(Narrowed field) {
        String values = PacketText.values(field);
        boolean one = field.values().size() == 1;
        String before = field.except() ? one ? "not " : "none of " : one ? "" : "one of ";
        return "the " + EnglishFacts.name(field.fact()) + EnglishFacts.is(field.fact()) + before + values;
    }

    private static String term(Condition.Term term) {
        return switch (term.question()) {
            case Question.Holds(_, var statement, _) ->
                "'" + statement.span().text() + "' " + (term.holds() ? "holds" : "does not hold");
            case Question.Selects(_, _, var elements)
            when elements.isEmpty() -> term.holds() ? "no element matches" : "an element matches";
            case Question.Selects(_, _, var elements) ->
                elements.stream().map(e -> e.span().text()).collect(Collectors.joining("', '", "it is '", "'"));
            case Question.Takes(_, var statement, var value) ->
                "'" + statement.span().text() + "' takes "
                        + value.map(Object::toString).orElse("nothing");
            case Question.Listens _ -> term.holds() ? "a program listens" : "no program listens";
            case Question.ChainReturns(var chain) ->
                chain + (term.holds() ? " returns" : " decides, or changes the packet");
            case Question.IsInState(var state) ->
                "the connection is " + (term.holds() ? "" : "not ") + Notation.word(state);
            case Question.OutcomeOf _, Question.WaysOfCopies _ -> "it is modelled";
            case Question.TooDeep _ -> "it jumps too deep";
            case Question.Forwards() ->
                term.holds() ? "the host forwards packets" : "the host does not forward packets";
            case Question.IsForHost() -> "the destination is" + (term.holds() ? "" : " not") + " this host's";
            case Question.IsLocal(var address) -> address + (term.holds() ? " is" : " is not") + " this host's";
            case Question.ValueOf(var fact) ->
                "the " + EnglishFacts.name(fact) + EnglishFacts.is(fact) + (term.holds() ? "so" : "another");
            case Question.ResultOf _ -> term.holds() ? "it is so" : "it is not so";
            case Question.StateOf(var statement) ->
                "'" + statement.span().text() + "' " + (term.holds() ? "lets it pass" : "does not let it pass");
            case Question.MeaningOf(var statement) ->
                "'" + statement.span().text() + "' " + (term.holds() ? "matches" : "does not match");
            case Question.ElementsOf(var set) -> "the set " + set + (term.holds() ? " holds it" : " does not hold it");
            case Question.NotTold(var assumption) ->
                term.holds() ? EnglishFacts.assumption(assumption, true) : "it is not so";
            case Question.TooManyBranches _ -> "there are too many branches";
        };
    }
}
