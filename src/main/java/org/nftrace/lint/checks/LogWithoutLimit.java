package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A log statement for packets from outside without a limit.
public final class LogWithoutLimit implements Check {
    private static final Card CARD = new Card(
            "NFT043",
            "log-without-limit",
            Level.NOTE,
            new Said(
                    "The rule logs every packet that matches, without a limit before it.",
                    "一致するパケットを、制限なしですべて記録しています。"),
            new Said(
                    "Whoever sends many such packets fills the disk and slows the host down.",
                    "大量に送られるとディスクが埋まり、ホストが遅くなります。"),
            new Said("Put a limit before it: limit rate 5/second log.", "前に limit を置いてください: limit rate 5/second log"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                log prefix "dropped: "
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                limit rate 5/second log prefix "dropped: "
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
                .filter(spot -> logsAlways(Subject.statements(spot.rule())))
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "every matching packet is logged: no limit before log",
                                "一致するパケットがすべて記録されます: log の前に limit がありません")))
                .toList();
    }

    // What asks for one state or a rare thing is not told apart from what asks for all: any rate match will do.
    private static boolean logsAlways(List<Statement> statements) {
        for (Statement statement : statements) {
            switch (statement) {
                case Match.Limit _, Match.Quota _, Match.XtMatch _, Match.ConnectionLimit _ -> {
                    return false;
                }
                case Action.ObjectReference _, Action.SetUpdate _ -> {
                    return false;
                }
                case Action.Log(_, _, var group, _, _, _, _) -> {
                    return group.isEmpty();
                }
                case Statement _ -> {}
            }
        }
        return false;
    }
}
