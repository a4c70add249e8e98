package org.nftrace.lint.checks;

import java.math.BigInteger;
import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Match;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// A rule that accepts packets that belong to no connection.
public final class InvalidAccepted implements Check {
    private static final Card CARD = new Card(
            "NFT022",
            "invalid-accepted",
            Level.WARNING,
            new Said(
                    "The rule accepts packets in state invalid, and asks for nothing but the state.",
                    "状態だけを条件に、invalid のパケットを許可しています。"),
            new Said(
                    "Such packets fit no connection: scans and leftovers. They also pass nat untranslated.",
                    "どの接続にも属さないパケット(スキャンなど)で、nat もされずに通ります。"),
            new Said("Drop them: ct state invalid drop.", "ct state invalid drop としてください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state { established, related, invalid } accept
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state invalid drop
                ct state { established, related } accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    private static final BigInteger INVALID = BigInteger.ONE;

    @Override
    public List<Finding> check(Subject subject) {
        return subject.rules().stream()
                .filter(InvalidAccepted::asksStateOnly)
                .filter(spot -> subject.reach(spot.table())
                        .filter(r -> !r.matching(spot.rule())
                                .and(r.space().in(Dimensions.STATE, List.of(new Meaning.Range(INVALID, INVALID))))
                                .isEmpty())
                        .isPresent())
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said("packets in state invalid are accepted here", "ここで invalid のパケットが許可されます")))
                .toList();
    }

    private static boolean asksStateOnly(Subject.Spot spot) {
        var statements = Subject.statements(spot.rule());
        var matches = statements.stream().filter(Match.class::isInstance).toList();
        return statements.stream().anyMatch(s -> s instanceof Action.Decide(_, Verdict.Accept _))
                && matches.size() == 1
                && matches.getFirst()
                        instanceof Match.Compare(_, Selector.Ct(CtKey key, _, _), Relation relation, _)
                && key == CtKey.STATE
                && (relation == Relation.EQ || relation == Relation.ANY);
    }
}
