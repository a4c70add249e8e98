package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Shown;
import org.nftrace.lint.Subject;
import org.nftrace.space.Succession;
import org.nftrace.text.Span;

/// A rule that accepts what another base chain of the hook drops in any case.
public final class AcceptIsNotFinal implements Check {
    private static final Card CARD = new Card(
            "NFT012",
            "accept-is-not-final",
            Level.WARNING,
            new Said(
                    "Another base chain of the same hook drops every packet that the rule accepts.",
                    "同じフックの別のベースチェーンが、このルールで許可したパケットをすべて破棄します。"),
            new Said(
                    "accept ends one base chain only; the other one still drops the packet.",
                    "accept はそのベースチェーンだけを終えます。別のチェーンで破棄されます。"),
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
        Set<Span> told = new HashSet<>();
        subject.succession()
                .ifPresent(succession -> succession.losses().stream()
                        .filter(loss -> told.add(loss.rule().span()))
                        .forEach(loss -> findings.add(finding(loss))));
        return findings;
    }

    private static Finding finding(Succession.Loss loss) {
        String later = loss.later().label(loss.dropping());
        return Finding.of(
                        CARD,
                        loss.rule().span(),
                        new Said(
                                "what is accepted here, " + later
                                        + " drops: it runs at the same hook, and a drop is final",
                                "ここで許可しても、同じフックの " + later + " がすべて破棄します"))
                .with(loss.dropping().base().orElseThrow().span(), new Said("here it is dropped", "ここで破棄されます"))
                .with(loss.packets().sample().map(Shown::of));
    }
}
