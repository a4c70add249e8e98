package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.space.Ending;

/// A base chain that accepts what a later one at the same hook drops in any case.
public final class AcceptIsNotFinal implements Check {
    private static final Card CARD = new Card(
            "NFT012",
            "accept-is-not-final",
            Level.WARNING,
            new Said(
                    "A later base chain of the same hook has policy drop and no rule that accepts anything.",
                    "同じフックの後のベースチェーンがポリシー drop で、何も許可していません。"),
            new Said(
                    "accept ends one base chain only; the later one still drops the packet.",
                    "accept はそのベースチェーンだけを終えます。後のチェーンで破棄されます。"),
            new Said(
                    "Accept it in both, or keep all rules of a hook in one base chain.",
                    "両方で許可するか、一つのベースチェーンにまとめてください。"),
            """
            table inet a {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 accept
              }
            }
            table inet b {
              chain input {
                type filter hook input priority 10; policy drop;
              }
            }
            """,
            """
            table inet a {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        for (Subject.Root later : subject.roots()) {
            if (!later.drops() || accepts(subject, later)) {
                continue;
            }
            for (Subject.Root first : subject.roots()) {
                boolean before = first.base().hook() == later.base().hook()
                        && first.base().type() != Chain.ChainType.NAT
                        && first.base().priority().value()
                                < later.base().priority().value()
                        && (first.table().family() == later.table().family()
                                || later.table().family() == Family.INET
                                        && (first.table().family() == Family.IP
                                                || first.table().family() == Family.IP6));
                if (before && first.base().devices().isEmpty()) {
                    firstAccept(first).ifPresent(rule -> findings.add(finding(rule, later)));
                }
            }
        }
        return findings;
    }

    private static Finding finding(Rule rule, Subject.Root later) {
        return Finding.of(
                        CARD,
                        rule.span(),
                        new Said(
                                "what is accepted here, " + later.place()
                                        + " drops: it runs later and lets nothing pass",
                                "ここで許可しても、後の " + later.place() + " がすべて破棄します"))
                .with(later.base().span(), new Said("here it is dropped", "ここで破棄されます"));
    }

    private static boolean accepts(Subject subject, Subject.Root root) {
        return subject.reach(root.table())
                .flatMap(r -> r.endings(root.chain(), r.space().all()))
                .map(e -> e.containsKey(Ending.ACCEPTED)
                                && !e.get(Ending.ACCEPTED).isEmpty()
                        || e.containsKey(Ending.ELSEWHERE))
                .orElse(true);
    }

    private static Optional<Rule> firstAccept(Subject.Root root) {
        return root.chain().rules().stream()
                .filter(rule -> Subject.statements(rule).stream()
                        .anyMatch(s -> s instanceof Action.Decide(_, Verdict.Accept _)))
                .findFirst();
    }
}
