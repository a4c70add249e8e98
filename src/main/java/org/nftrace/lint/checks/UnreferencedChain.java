package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A chain that nothing jumps to.
public final class UnreferencedChain implements Check {
    private static final Card CARD = new Card(
            "NFT005",
            "unreferenced-chain",
            Level.NOTE,
            new Said("No rule jumps to the chain, and it is no base chain.", "どのルールからも呼ばれておらず、ベースチェーンでもありません。"),
            new Said("Its rules never run.", "このチェーンのルールは実行されません。"),
            new Said("Jump to it, or delete it.", "呼び出すか、削除してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
              }
              chain web {
                tcp dport 80 accept
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                jump web
              }
              chain web {
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
        for (Table table : subject.tables()) {
            // A rule that was not read, or a map that rules fill, may jump anywhere.
            // A table without base chains is a fragment: what calls its chains was not pasted.
            if (subject.reach(table).isEmpty() || table.chains().stream().noneMatch(Chain::isBase)) {
                continue;
            }
            Set<String> called = called(subject, table);
            for (Chain chain : table.chains()) {
                if (!chain.isBase()
                        && !chain.anonymous()
                        && !chain.rules().isEmpty()
                        && !called.contains(chain.name())) {
                    findings.add(Finding.of(
                            CARD,
                            chain.span(),
                            new Said(
                                    "nothing jumps to chain " + chain.name(),
                                    "チェーン " + chain.name() + " はどこからも呼ばれていません")));
                }
            }
        }
        return findings;
    }

    private static Set<String> called(Subject subject, Table table) {
        var called = new HashSet<String>();
        for (Chain chain : table.chains()) {
            for (Rule rule : chain.rules()) {
                subject.verdicts(table, rule)
                        .forEach(verdict -> verdict.target().ifPresent(called::add));
            }
        }
        // A map that no rule uses yet may be there to be used.
        table.sets().stream()
                .flatMap(s -> s.elements().stream())
                .flatMap(e -> e.data().stream())
                .forEach(data -> {
                    if (data instanceof Value.VerdictData(var verdict)) {
                        verdict.target().ifPresent(called::add);
                    }
                });
        return called;
    }
}
