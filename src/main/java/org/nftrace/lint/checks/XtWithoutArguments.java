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

/// A rule of iptables of which the nft listing lacks the arguments.
public final class XtWithoutArguments implements Check {
    private static final Card CARD = new Card(
            "NFT040",
            "xt-without-arguments",
            Level.NOTE,
            new Said(
                    "nft prints extensions of iptables that it cannot express as xt match or xt target, without their"
                            + " arguments; iptables -L without -v leaves out the interfaces.",
                    "nft は自分で表せない iptables の拡張を、引数なしの xt match / xt target として表示します。"
                            + "-v のない iptables -L はインターフェースを表示しません。"),
            new Said(
                    "What the rule does cannot be said from this dump; findings that depend on it are not made.",
                    "このダンプからはルールの動作が分からず、それに関わる指摘は行いません。"),
            new Said(
                    "Add the output of iptables-save, or use nftrace snapshot.",
                    "iptables-save の出力を加えるか、nftrace snapshot を使ってください。"),
            """
            table ip filter {
              chain INPUT {
                type filter hook input priority 0; policy accept;
                xt match "recent" counter drop
              }
            }
            """,
            """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp -m tcp --dport 22 -j DROP
            COMMIT
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.rules().stream()
                .filter(spot -> spot.rule().statements().stream().anyMatch(XtWithoutArguments::lacksArguments))
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "this dump lacks a part of the rule: which packets it takes, or what it does to them,"
                                        + " is not known",
                                "このダンプにはルールの一部がありません: 対象のパケットか動作が分かりません")))
                .toList();
    }

    private static boolean lacksArguments(Statement statement) {
        return switch (statement) {
            case Match.XtMatch(_, _, var options, _) -> options.isEmpty();
            case Action.XtTarget(_, _, var options, _) -> options.isEmpty();
            case Statement _ -> false;
        };
    }
}
