package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Shown;
import org.nftrace.lint.Subject;
import org.nftrace.space.Reach;
import org.nftrace.space.Succession;
import org.nftrace.space.Taken;

/// A rule that no packet ever matches, because the rules before it decide about every packet that it asks for.
public final class DeadRule implements Check {
    private static final Card CARD = new Card(
            "NFT001",
            "dead-rule",
            Level.WARNING,
            new Said(
                    "Every packet that the rule could match is decided by rules before it.",
                    "このルールに合うパケットは、すべて前のルールで処理されます。"),
            new Said("It never takes effect; who wrote it believes that it does.", "書いた人は効いていると思っていますが、決して効きません。"),
            new Said("Remove it, or move it before the rules that hide it.", "削除するか、隠しているルールより前に移してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ip saddr 10.0.0.0/8 accept
                ip saddr 10.1.2.3 tcp dport 22 drop
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ip saddr 10.1.2.3 tcp dport 22 drop
                ip saddr 10.0.0.0/8 accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    private static final int MOST_NAMED = 3;
    /// To say which rules hide one, all of them are walked once more.
    private static final int MOST_EXPLAINED = 100;

    private static final int MOST_WALKED = 100_000;

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        int explained = Math.min(
                MOST_EXPLAINED, MOST_WALKED / Math.max(1, subject.rules().size()));
        for (Table table : subject.tables()) {
            subject.reach(table)
                    .ifPresent(reach -> table.chains()
                            .forEach(chain -> check(subject, Subject.rules(table, chain), reach, explained, findings)));
        }
        subject.succession()
                .ifPresent(succession -> subject.rules().stream()
                        .filter(spot -> isStoppedBefore(subject, succession, spot))
                        .forEach(spot -> findings.add(finding(subject, succession, spot))));
        return findings;
    }

    // Alive in its own table, but base chains that run before drop whatever it could match.
    private static boolean isStoppedBefore(Subject subject, Succession succession, Subject.Spot spot) {
        return succession.isAbout(spot.table())
                && !succession.isMatched(spot.rule())
                && subject.original(spot.rule()).isEmpty()
                && subject.reach(spot.table())
                        .filter(reach -> reach.isMatched(spot.rule()))
                        .isPresent();
    }

    private static Finding finding(Subject subject, Succession succession, Subject.Spot spot) {
        var finding = Finding.of(
                CARD,
                spot.rule().span(),
                new Said(
                        "dead rule: base chains that run before it at the same hook drop every packet that it could"
                                + " match",
                        "無効なルール: 合うはずのパケットは、同じフックで先に動くベースチェーンがすべて破棄します"));
        for (Chain earlier : succession.stoppersOf(spot.table())) {
            finding = finding.with(earlier.base().orElseThrow().span(), new Said("this chain runs first", "先に動くチェーン"));
        }
        Reach reach = subject.reach(spot.table()).orElseThrow();
        return finding.with(reach.matching(spot.rule()).sample().map(Shown::of));
    }

    private static void check(
            Subject subject, List<Subject.Spot> chain, Reach reach, int explained, List<Finding> into) {
        boolean shut = false;
        for (Subject.Spot spot : chain) {
            if (!shut && isDead(spot, reach) && subject.original(spot.rule()).isEmpty()) {
                into.add(finding(spot, reach, into.size() < explained));
            }
            shut |= AfterUnconditional.shuts(spot.table(), spot.rule());
        }
    }

    // A rule in a chain that nothing reaches is not meant, nor one that asks for what no packet has or none that comes
    // to its chain, nor one that stands after an unconditional verdict: those are findings of their own.
    private static boolean isDead(Subject.Spot spot, Reach reach) {
        return reach.isEntered(spot.chain())
                && !reach.isMatched(spot.rule())
                && reach.mayMeet(spot.chain(), spot.rule())
                && reach.asked(spot.rule()).filter(set -> !set.isEmpty()).isPresent();
    }

    private static Finding finding(Subject.Spot spot, Reach reach, boolean explained) {
        var finding = Finding.of(
                CARD,
                spot.rule().span(),
                new Said(
                        "dead rule: the rules before it decide about every packet that it could match",
                        "無効なルール: 合うはずのパケットはすべて前のルールで処理されます"));
        List<Taken> takers = explained ? reach.takers(spot.chain(), spot.rule()) : List.of();
        for (Taken taker : takers.subList(0, Math.min(MOST_NAMED, takers.size()))) {
            finding = finding.with(taker.rule().span(), new Said("this rule comes first for them", "先にこのルールが当てはまります"));
        }
        Optional<Shown> packet =
                takers.stream().findFirst().flatMap(t -> t.packets().sample()).map(Shown::of);
        return finding.with(packet);
    }
}
