package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A rule that stands twice in a chain.
public final class DuplicateRule implements Check {
    private static final Card CARD = new Card(
            "NFT008",
            "duplicate-rule",
            Level.WARNING,
            new Said("The same rule stands in the chain twice.", "同じルールが同じチェーンに二度あります。"),
            new Said(
                    "The second is dead, or does its work twice: rules added by a script that ran twice.",
                    "二つ目は無効か、同じことを二度します。スクリプトを二回実行した跡のことが多いです。"),
            new Said("Remove one.", "片方を削除してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 counter packets 3 bytes 180 accept
                tcp dport 80 accept
                tcp dport 22 counter packets 0 bytes 0 accept
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 accept
                tcp dport 80 accept
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
        for (Subject.Spot spot : subject.rules()) {
            subject.original(spot.rule())
                    .ifPresent(first -> findings.add(Finding.of(
                                    CARD,
                                    spot.rule().span(),
                                    new Said("the same rule stands here twice", "同じルールが二度あります"))
                            .with(first.span(), new Said("the first one", "一つ目"))));
        }
        return findings;
    }
}
