package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.report.Escape;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Spelling;

/// `try add|insert|delete|replace RULE`: a change of the rules, on a copy.
final class TryVerb implements Verb {
    private static final List<String> HOW = List.of("add", "insert", "delete", "replace");

    @Override
    public String name() {
        return "try";
    }

    @Override
    public String usage() {
        return "try add CHAIN RULE… | try insert PLACE RULE… | try delete PLACE | try replace PLACE RULE…";
    }

    @Override
    public String summary() {
        return "change the rules, on a copy";
    }

    @Override
    public List<String> details() {
        return List.of(
                "CHAIN is 'ip filter FORWARD', PLACE 'ip filter FORWARD 3' or 'ip filter FORWARD handle 9'.",
                "RULE is in either language, whatever the dump's is: 'tcp dport 22 accept' or '-p tcp --dport 22 -j"
                        + " ACCEPT'.",
                "'undo' takes the last change back, 'diff' shows what all of them come to, 'apply FILE' writes the"
                        + " dump.");
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needRules(call.words().getFirst().span());
        if (call.arguments().isEmpty()) {
            throw new Refusal(call.end(), "one of " + String.join(", ", HOW) + " was expected");
        }
        var how = call.arguments().getFirst();
        var address = new RuleAddress(state.book().loaded().ruleset(), call);
        var edit = new DumpEdit(state.book());
        Workbook tried = switch (how.text()) {
            case "add" -> {
                var chain = address.chain(1);
                yield edit.insert(chain.value(), chain.value().chain().rules().size() + 1, rule(call, chain.next()));
            }
            case "insert" -> {
                var rule = address.rule(1);
                var at = rule.value();
                yield edit.insert(
                        new RuleAddress.ChainPlace(at.table(), at.chain()), at.index(), rule(call, rule.next()));
            }
            case "delete" -> edit.delete(address.rule(1).value());
            case "replace" -> {
                var rule = address.rule(1);
                yield edit.replace(rule.value(), rule(call, rule.next()));
            }
            default ->
                throw new Refusal(
                        how.span(),
                        "'" + how.text() + "' cannot be tried" + Spelling.hint(how.text(), HOW) + "; expected "
                                + String.join(", ", HOW));
        };
        desk.print(fresh(tried, state.book()));
        var earlier = new ArrayList<>(state.earlier());
        earlier.add(state.book());
        desk.say(Escape.line(earlier.size() == 1 ? "1 change tried" : earlier.size() + " changes tried"));
        return Answer.of(state.trying(tried, earlier));
    }

    // What was wrong before was told before.
    private static List<Diagnostic> fresh(Workbook tried, Workbook before) {
        var known =
                before.loaded().diagnostics().stream().map(Diagnostic::message).toList();
        return tried.loaded().diagnostics().stream()
                .filter(diagnostic -> !known.contains(diagnostic.message()))
                .toList();
    }

    private static DumpEdit.Typed rule(Call call, int argument) throws Refusal {
        return Optional.of(call)
                .flatMap(c -> c.from(argument))
                .map(DumpEdit.Typed::new)
                .orElseThrow(() -> new Refusal(call.end(), "a rule was expected, as 'tcp dport 22 accept' is one"));
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        if (argument == 0) {
            return HOW.stream().map(Hint::of).toList();
        }
        int words = call.texts().getFirst().equals("add") ? 4 : 6;
        return argument < words
                ? AddressHints.of(
                        state.book().loaded().ruleset(),
                        call.texts().subList(1, call.texts().size()),
                        argument - 1)
                : List.of();
    }
}
