package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// An input chain with rules that lets in everything else.
public final class InputOpen implements Check {
    private static final Card CARD = new Card(
            "NFT030",
            "input-open",
            Level.WARNING,
            new Said(
                    "The chain at input has rules, and what they do not name is accepted in the end.",
                    "input のチェーンにルールはありますが、それ以外はすべて許可されます。"),
            new Said(
                    "Every service that listens on the host is open, also those that start later.",
                    "ホストで待ち受けるサービスは、後から動き出すものも含めてすべて開いています。"),
            new Said("Accept what is wanted and end in drop: policy drop.", "必要なものだけ許可し、policy drop で終えてください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                ct state established,related accept
                tcp dport 22 accept
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
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
        List<Subject.Root> roots = subject.roots(Hook.INPUT, Chain.ChainType.FILTER);
        if (roots.stream().anyMatch(root -> Strangers.mayBeStopped(subject, root, Strangers.to(47011)))) {
            return List.of();
        }
        return roots.stream()
                .filter(root -> root.chain().rules().stream()
                        .anyMatch(rule -> Subject.statements(rule).stream()
                                .anyMatch(s -> s instanceof Action.Decide(_, Verdict.Accept _))))
                .map(root -> Finding.of(
                        CARD,
                        root.base().span(),
                        new Said(
                                "whatever no rule names is let in: the input chain ends in accept",
                                "どのルールにもないものはすべて許可されます: input チェーンの最後が accept です")))
                .toList();
    }
}
