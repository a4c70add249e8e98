package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;

/// Gives the extensions in a listing of nft, `xt match "recent"`, the arguments that iptables shows of the same rules.
final class Arguments {
    private final Map<String, Chain> shown = new HashMap<>();

    private Arguments(Table shown, Resemblance resemblance) {
        shown.chains().stream().filter(c -> resemblance.isSame(c.name())).forEach(c -> this.shown.put(c.name(), c));
    }

    static Table fill(Table listed, Table shown, Resemblance resemblance) {
        var arguments = new Arguments(shown, resemblance);
        return new Table(
                listed.span(),
                listed.family(),
                listed.name(),
                listed.origin(),
                listed.flags(),
                listed.comment(),
                listed.notice(),
                listed.handle(),
                listed.objects(),
                listed.sets(),
                listed.flowtables(),
                listed.chains().stream().map(arguments::chain).toList());
    }

    private Chain chain(Chain listed) {
        Chain same = shown.get(listed.name());
        if (same == null || listed.rules().stream().noneMatch(Arguments::lacks)) {
            return listed;
        }
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < listed.rules().size(); i++) {
            Rule rule = listed.rules().get(i);
            rules.add(lacks(rule) ? rule(rule, same.rules().get(i)) : rule);
        }
        return new Chain(
                listed.span(),
                listed.name(),
                listed.base(),
                listed.anonymous(),
                listed.comment(),
                listed.handle(),
                rules);
    }

    private static boolean lacks(Rule rule) {
        return rule.statements().stream().anyMatch(s -> isBare(s) || s instanceof Match.Unread);
    }

    private static boolean isBare(Statement statement) {
        return switch (statement) {
            case Match.XtMatch match -> match.options().isEmpty();
            case Action.XtTarget target -> target.options().isEmpty();
            case Statement _ -> false;
        };
    }

    private static Rule rule(Rule listed, Rule shown) {
        if (SameRule.isUnread(shown)) {
            return listed;
        }
        // nft's remark may stand for all the rest of the rule, so iptables' rule is taken whole.
        boolean whole = SameRule.isUnread(listed);
        if (whole && new SameRule(listed, shown).isWithoutInterfaces()) {
            return listed;
        }
        var statements = whole ? shown.statements() : filled(listed.statements(), shown.statements());
        return new Rule(listed.span(), statements, listed.comment(), listed.handle());
    }

    // An extension may stand in a rule more than once; both dumps keep the order.
    private static List<Statement> filled(List<Statement> listed, List<Statement> shown) {
        Map<String, Integer> met = new HashMap<>();
        return listed.stream()
                .map(s -> isBare(s) ? told(s, shown, met.merge(SameRule.name(s), 1, Integer::sum)) : s)
                .toList();
    }

    private static Statement told(Statement bare, List<Statement> shown, int which) {
        // A target that nft lost is the one there is.
        boolean lost = SameRule.name(bare).isEmpty();
        return shown.stream()
                .filter(s ->
                        lost ? s instanceof Action.XtTarget : SameRule.name(s).equals(SameRule.name(bare)))
                .skip(which - 1L)
                .findFirst()
                .orElse(bare);
    }
}
