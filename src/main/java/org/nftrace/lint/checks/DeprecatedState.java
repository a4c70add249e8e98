package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Match;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// An iptables match that newer kernels and tools replace.
public final class DeprecatedState implements Check {
    private static final Card CARD = new Card(
            "NFT046",
            "deprecated-match",
            Level.NOTE,
            new Said("-m state is an old form of -m conntrack.", "-m state は -m conntrack の古い書き方です。"),
            new Said(
                    "It is kept for old scripts only, and cannot name untracked, snat and dnat apart from the rest.",
                    "古いスクリプトのために残されているだけです。"),
            new Said("Write -m conntrack --ctstate.", "-m conntrack --ctstate と書いてください。"),
            """
            *filter
            :INPUT DROP [0:0]
            -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """,
            """
            *filter
            :INPUT DROP [0:0]
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.rules().stream()
                .filter(spot -> spot.rule().statements().stream()
                        .anyMatch(s ->
                                s instanceof Match.XtMatch(_, String name, _, _) && name.equals("state")))
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said("-m state is an old form of -m conntrack", "-m state は -m conntrack の古い書き方です")))
                .toList();
    }
}
