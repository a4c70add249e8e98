package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.nftrace.ir.Match;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.text.Span;

/// A jump into a chain without rules.
public final class EmptyChain implements Check {
    private static final Card CARD = new Card(
            "NFT006",
            "empty-chain",
            Level.NOTE,
            new Said("The rule sends some packets to a chain that has no rules.", "一部のパケットをルールのないチェーンへ移動させています。"),
            new Said("Nothing happens there: the packet comes back at once.", "そこでは何も起こらず、すぐに戻ります。"),
            new Said(
                    "Fill the chain, or remove the jump. Chains that a program fills later are fine.",
                    "チェーンを埋めるか、移動をやめてください。後でプログラムが埋めるものは問題ありません。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 80 jump web
              }
              chain web {
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 80 jump web
              }
              chain web {
                accept
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
        var told = new HashSet<Span>();
        for (Subject.Spot spot : subject.rules()) {
            for (Verdict verdict : subject.verdicts(spot.table(), spot.rule())) {
                // One without a condition is a place to fill later.
                boolean asks = Subject.statements(spot.rule()).getFirst() instanceof Match;
                verdict.target()
                        .filter(_ -> asks)
                        .flatMap(name -> spot.table().chain(name))
                        .filter(chain -> chain.rules().isEmpty() && told.add(chain.span()))
                        .ifPresent(chain -> findings.add(Finding.of(
                                CARD,
                                spot.rule().span(),
                                new Said(
                                        "chain " + chain.name() + " has no rules: the packet comes back at once",
                                        "チェーン " + chain.name() + " にはルールがなく、パケットはすぐに戻ります"))));
            }
        }
        return findings;
    }
}
