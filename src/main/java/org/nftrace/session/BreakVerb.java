package org.nftrace.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `break CHAIN`, `break RULE`, `break rewrite`: where `continue` is to stop; `break none` forgets them all.
final class BreakVerb implements Verb {
    private static final String REWRITE = "rewrite";
    private static final String NONE = "none";

    @Override
    public String name() {
        return "break";
    }

    @Override
    public String usage() {
        return "break [[FAMILY] TABLE CHAIN [NUMBER | handle HANDLE]] | break rewrite | break none";
    }

    @Override
    public String summary() {
        return "let 'continue' stop at a chain, a rule, or a rewrite";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            state.breaks().stream().map(Breakpoint::text).sorted().forEach(desk::say);
            return Answer.of(state);
        }
        if (call.texts().equals(List.of(NONE))) {
            return Answer.of(state.with(Set.<Breakpoint>of()));
        }
        var breaks = new LinkedHashSet<>(state.breaks());
        breaks.add(call.texts().equals(List.of(REWRITE)) ? new Breakpoint.AtRewrite() : named(call, state));
        return Answer.of(state.with(breaks));
    }

    private static Breakpoint named(Call call, State state) throws Refusal {
        var address = new RuleAddress(state.book().loaded().ruleset(), call);
        var chain = address.chain(0);
        String name = chain.value().table().label(chain.value().chain());
        return chain.next() == call.arguments().size()
                ? new Breakpoint.AtChain(name)
                : new Breakpoint.AtRule(name, address.rule(0).value().index());
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        var hints =
                new java.util.ArrayList<>(AddressHints.of(state.book().loaded().ruleset(), call.texts(), argument));
        if (argument == 0) {
            hints.add(Hint.of(REWRITE));
            hints.add(Hint.of(NONE));
        }
        return hints;
    }
}
