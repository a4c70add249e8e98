package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;

/// Gives the extensions in a listing of nft, `xt match "recent"`, the arguments that iptables shows of the same rules,
/// and those that nft says in its own words iptables' meaning: some versions of nft translate some of them wrong.
final class Arguments {
    // Of these, un-negated, nft's own words were never seen to differ from what the kernel does.
    private static final Set<String> PLAIN = Set.of(
            "tcp",
            "udp",
            "comment",
            "multiport",
            "conntrack",
            "state",
            "addrtype",
            "limit",
            "LOG",
            "REJECT",
            "DNAT",
            "SNAT",
            "MASQUERADE",
            "REDIRECT");

    private final Map<String, Chain> shown = new HashMap<>();

    private Arguments(Table shown, Resemblance resemblance) {
        shown.chains().stream().filter(c -> resemblance.isSame(c.name())).forEach(c -> this.shown.put(c.name(), c));
    }

    static Table fill(Table listed, Table shown, Resemblance resemblance) {
        var arguments = new Arguments(shown, resemblance);
        return listed.withChains(listed.chains().stream().map(arguments::chain).toList());
    }

    private Chain chain(Chain listed) {
        Chain same = shown.get(listed.name());
        if (same == null) {
            return listed;
        }
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < listed.rules().size(); i++) {
            rules.add(rule(listed.rules().get(i), same.rules().get(i)));
        }
        return listed.withRules(rules);
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
        boolean complete = !new SameRule(listed, shown).isWithoutInterfaces();
        // nft's remark may stand for all the rest of the rule, so iptables' rule is taken whole.
        if (complete && (SameRule.isUnread(listed) || mayBeMistranslated(listed, shown))) {
            return with(listed, counted(shown.statements(), listed.statements()));
        }
        boolean lacks = listed.statements().stream().anyMatch(Arguments::isBare);
        return lacks ? with(listed, filled(listed.statements(), shown.statements())) : listed;
    }

    private static Rule with(Rule listed, List<Statement> statements) {
        return new Rule(listed.span(), statements, listed.comment(), listed.handle());
    }

    // nft 1.0.6 lists '! --ctstate SNAT' without the negation, '-j TOS' as 'ip6 dscp set', '! --icmp-type any' as
    // nothing.
    private static boolean mayBeMistranslated(Rule listed, Rule shown) {
        var extensions = shown.statements().stream()
                .filter(s -> !SameRule.name(s).isEmpty())
                .toList();
        var bare = listed.statements().stream()
                .filter(Arguments::isBare)
                .map(SameRule::name)
                .toList();
        return extensions.stream().anyMatch(s -> !isPlain(s))
                && extensions.stream().allMatch(s -> isKnown(s) || bare.contains(SameRule.name(s)));
    }

    private static boolean isPlain(Statement extension) {
        return switch (extension) {
            case Match.XtMatch match ->
                PLAIN.contains(match.name())
                        && match.options().stream().flatMap(List::stream).noneMatch(XtOption::negated);
            case Action.XtTarget target -> PLAIN.contains(target.name());
            case Statement _ -> true;
        };
    }

    private static boolean isKnown(Statement extension) {
        return switch (extension) {
            case Match.XtMatch match -> match.meaning().isPresent();
            case Action.XtTarget target -> target.meaning().isPresent();
            case Statement _ -> true;
        };
    }

    // '-S' leaves the numbers out, which nft has.
    private static List<Statement> counted(List<Statement> shown, List<Statement> listed) {
        var counter = listed.stream().filter(Action.Counter.class::isInstance).findFirst();
        var all = new ArrayList<>(
                shown.stream().filter(s -> !(s instanceof Action.Counter)).toList());
        int matches = (int) all.stream().filter(Match.class::isInstance).count();
        counter.ifPresent(c -> all.add(matches, c));
        return all;
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
