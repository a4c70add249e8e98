package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

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
        for (Table table : subject.tables()) {
            Map<String, Chain> empty = table.chains().stream()
                    .filter(chain -> chain.rules().isEmpty())
                    .collect(Collectors.toMap(Chain::name, chain -> chain, (first, _) -> first));
            for (Chain chain : empty.isEmpty() ? List.<Chain>of() : table.chains()) {
                // One without a condition is a place to fill later.
                Subject.rules(table, chain).stream()
                        .filter(EmptyChain::asks)
                        .forEach(spot -> targets(subject, spot)
                                .flatMap(name -> Optional.ofNullable(empty.remove(name)).stream())
                                .forEach(target -> findings.add(finding(spot, target))));
            }
        }
        return findings;
    }

    private static boolean asks(Subject.Spot spot) {
        return Subject.statements(spot.rule()).stream().findFirst().orElse(null) instanceof Match;
    }

    private static Stream<String> targets(Subject subject, Subject.Spot spot) {
        return subject.verdicts(spot.table(), spot.rule()).stream().flatMap(verdict -> verdict.target().stream());
    }

    private static Finding finding(Subject.Spot spot, Chain target) {
        return Finding.of(
                CARD,
                spot.rule().span(),
                new Said(
                        "chain " + target.name() + " has no rules: the packet comes back at once",
                        "チェーン " + target.name() + " にはルールがなく、パケットはすぐに戻ります"));
    }
}
