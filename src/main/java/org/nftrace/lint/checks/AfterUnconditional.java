package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.trace.Unlisted;

/// A rule behind one that decides about every packet.
public final class AfterUnconditional implements Check {
    private static final Card CARD = new Card(
            "NFT003",
            "after-unconditional",
            Level.WARNING,
            new Said(
                    "A rule before it, without any condition, accepts, drops, rejects or leaves the chain.",
                    "条件のないルールが前にあり、そこで必ず処理が終わります。"),
            new Said("No packet comes to it.", "どのパケットもこのルールに届きません。"),
            new Said("Remove it, or move it up.", "削除するか、上に移してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                counter accept
                tcp dport 22 drop
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 drop
                counter accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.rules().stream()
                .filter(spot -> spot.index() > 0
                        && shuts(spot.table(), spot.chain().rules().get(spot.index() - 1)))
                .map(spot -> Finding.of(
                                CARD,
                                spot.rule().span(),
                                new Said(
                                        "no packet comes here: the rule before it has no condition and ends the chain",
                                        "ここに届くパケットはありません: 前のルールに条件がなく、チェーンはそこで終わります"))
                        .with(
                                spot.chain().rules().get(spot.index() - 1).span(),
                                new Said("here all packets leave", "ここですべてのパケットが抜けます")))
                .toList();
    }

    /// {@return whether the rule ends its chain for every packet}
    static boolean shuts(Table table, Rule rule) {
        List<Statement> statements = Subject.statements(rule);
        for (Statement statement : statements) {
            switch (statement) {
                case Action.Counter _, Action.Log _, Action.Last _ -> {}
                case Action.Reject _ -> {
                    return Unlisted.of(table.family(), statements).isEmpty();
                }
                case Action.Decide(_, Verdict verdict) -> {
                    return !(verdict instanceof Verdict.Continue || verdict instanceof Verdict.Jump);
                }
                case Statement _ -> {
                    return false;
                }
            }
        }
        return false;
    }
}
