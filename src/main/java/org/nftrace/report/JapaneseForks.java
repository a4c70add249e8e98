package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.ir.Action;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Narrowed;
import org.nftrace.trace.Question;

/// What the walk could not tell, and under which answers it goes on, in Japanese.
final class JapaneseForks {
    private JapaneseForks() {}

    static String question(Question question) {
        return switch (question) {
            case Question.Holds(_, var statement, var because) ->
                "「" + statement.span().text() + "」に一致するか: "
                        + (because instanceof Question.MeaningOf(var of) && of.equals(statement)
                                ? "その中身はダンプにないか、未対応"
                                : question(because));
            case Question.Selects(_, var statement, _) ->
                "「" + statement.span().text() + "」のどの要素か";
            case Question.Takes(_, var statement, _) ->
                "「" + statement.span().text() + "」が何を取るか";
            case Question.Listens(var place) ->
                place.table().label(place.chain()) + " のルール " + place.index() + " を待ち受けるプログラムがあるか";
            case Question.ChainReturns(var chain) -> chain + " が何をするかはダンプにない";
            case Question.IsInState(_) -> "コネクションがどの状態か";
            case Question.OutcomeOf(_, var statement) ->
                "「" + statement.span().text() + "」がパケットをどうするかは未対応";
            case Question.TooDeep(var place) ->
                place.table().label(place.chain()) + " のルール " + place.index() + " のジャンプはカーネルの上限より深い";
            case Question.IsLocal(var address) -> address + " がこのホストのアドレスか";
            case Question.Forwards() -> "このホストがパケットを転送するか";
            case Question.IsForHost() -> "分からない宛先がこのホストのアドレスか";
            case Question.WaysOfCopies() -> "パケットは複製され、それぞれの経路は未対応";
            case Question.ValueOf(var fact) -> "パケットの" + JapaneseFacts.name(fact) + "が与えられていない";
            case Question.ResultOf _ -> "与えられていないパケットやホストの情報を見る";
            case Question.StateOf(var statement) -> "「" + statement.span().text() + "」のその時の状態はカーネルだけが知っている";
            case Question.MeaningOf(Action.Decide(var span, _)) -> "「" + span.text() + "」の行き先のチェーンがダンプにない";
            case Question.MeaningOf(var statement) -> "「" + statement.span().text() + "」の中身はダンプにないか、未対応";
            case Question.ElementsOf(var set) -> "セット " + set + " の要素がダンプにない";
            case Question.NotTold(var assumption) -> "次の仮定が要る（" + JapaneseFacts.assumption(assumption, true) + "）";
            case Question.TooManyBranches(var bound) -> "分岐が " + bound + " を超えるので、ここから先は追わない";
        };
    }

    static String condition(Condition condition) {
        var told = new ArrayList<String>();
        Fork.fields(condition).forEach(n -> told.add(narrowed(n)));
        List<Condition.Term> others = Fork.others(condition);
        List<String> none = Fork.refused(others);
        if (none.size() > 1) {
            told.add("「" + String.join("」「", none) + "」のどれにも一致しない");
        }
        others.stream().filter(t -> none.size() < 2 || !Fork.isRefused(t)).forEach(t -> told.add(term(t)));
        return String.join("、かつ", told) + "場合";
    }

    private static String narrowed(Narrowed field) {
        boolean one = field.values().size() == 1;
        return JapaneseFacts.name(field.fact()) + "が " + PacketText.values(field)
                + (field.except() ? one ? " でない" : " のどれでもない" : one ? " の" : " のどれかの");
    }

    private static String term(Condition.Term term) {
        return switch (term.question()) {
            case Question.Holds(_, var statement, _) ->
                "「" + statement.span().text() + "」に一致" + (term.holds() ? "する" : "しない");
            case Question.Selects(_, _, var elements)
            when elements.isEmpty() -> term.holds() ? "どの要素にも一致しない" : "いずれかの要素に一致する";
            case Question.Selects(_, _, var elements) ->
                elements.stream().map(e -> e.span().text()).collect(Collectors.joining("」「", "要素が「", "」である"));
            case Question.Takes(_, var statement, var value) ->
                "「" + statement.span().text() + "」が "
                        + value.map(Object::toString).orElse("何も") + (value.isPresent() ? " を取る" : "取らない");
            case Question.Listens _ -> "待ち受けるプログラムが" + (term.holds() ? "ある" : "ない");
            case Question.ChainReturns(var chain) -> chain + (term.holds() ? " が何もせずに戻る" : " で決まるか、パケットが書き換わる");
            case Question.IsInState(var state) -> "コネクションが " + Notation.word(state) + (term.holds() ? " である" : " でない");
            case Question.OutcomeOf _, Question.WaysOfCopies _ -> "対応済みである";
            case Question.TooDeep _ -> "ジャンプが深すぎる";
            case Question.Forwards() -> "このホストがパケットを転送" + (term.holds() ? "する" : "しない");
            case Question.IsForHost() -> "宛先がこのホストのアドレスで" + (term.holds() ? "ある" : "ない");
            case Question.IsLocal(var address) -> address + " がこのホストのアドレスで" + (term.holds() ? "ある" : "ない");
            case Question.ValueOf(var fact) -> JapaneseFacts.name(fact) + (term.holds() ? "がそうである" : "がそうでない");
            case Question.ResultOf _ -> term.holds() ? "そうである" : "そうでない";
            case Question.StateOf(var statement) ->
                "「" + statement.span().text() + "」" + (term.holds() ? "を通る" : "を通らない");
            case Question.MeaningOf(var statement) ->
                "「" + statement.span().text() + "」に一致" + (term.holds() ? "する" : "しない");
            case Question.ElementsOf(var set) -> "セット " + set + (term.holds() ? " にある" : " にない");
            case Question.NotTold(var assumption) ->
                term.holds() ? JapaneseFacts.assumption(assumption, true) : "そうでない";
            case Question.TooManyBranches _ -> "分岐が多すぎる";
        };
    }
}
