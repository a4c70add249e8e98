package org.nftrace.lint.checks;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Shown;
import org.nftrace.lint.Subject;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Unlisted;

/// A reject whose answer belongs to one protocol, while packets of others come to it.
public final class RejectInWrongFamily implements Check {
    private static final Card CARD = new Card(
            "NFT044",
            "reject-in-wrong-family",
            Level.WARNING,
            new Said(
                    "The rule rejects with tcp reset, icmp or icmpv6, and is met by packets that this is no answer to.",
                    "tcp reset、icmp、icmpv6 で reject するルールに、それが応答にならないパケットが来ます。"),
            new Said(
                    "nft has such a rule ask for TCP, IPv4 or IPv6 without listing it: it lets all others pass on.",
                    "nft は表示しませんが、こうしたルールは TCP、IPv4、IPv6 だけに一致し、ほかは通り過ぎます。"),
            new Said(
                    "Use reject with icmpx in an inet table, and a plain reject behind the one with tcp reset.",
                    "inet テーブルでは reject with icmpx を使い、tcp reset の後には条件のない reject を置いてください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 accept
                reject with icmp port-unreachable
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 accept
                reject with icmpx port-unreachable
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
                .flatMap(spot -> subject.reach(spot.table()).flatMap(reach -> finding(subject, reach, spot)).stream())
                .toList();
    }

    private static Optional<Finding> finding(Subject subject, Reach reach, Subject.Spot spot) {
        var statements = Subject.statements(spot.rule());
        var guards = Unlisted.of(spot.table().family(), statements);
        Optional<Action.Reject> reject = statements.stream()
                .filter(Action.Reject.class::isInstance)
                .map(Action.Reject.class::cast)
                .findFirst();
        if (guards.isEmpty() || reject.isEmpty()) {
            return Optional.empty();
        }
        if (isForOthers(reach, spot)) {
            return Optional.of(never(spot, reject.get()));
        }
        PacketSet passed = reach.where(matches(spot)).minus(reach.where(guards));
        return subject.roots().stream()
                .filter(root -> root.table().equals(spot.table()))
                .flatMap(root -> accepted(reach, root, spot, passed).stream())
                .findFirst()
                .map(packets -> passes(spot, reject.get(), packets));
    }

    /// {@return whether the rule asks for nothing but what its reject is no answer to}
    static boolean isForOthers(Reach reach, Subject.Spot spot) {
        var guards = Unlisted.of(spot.table().family(), Subject.statements(spot.rule()));
        if (guards.isEmpty()) {
            return false;
        }
        PacketSet written = reach.where(matches(spot));
        return !written.isEmpty() && written.and(reach.where(guards)).isEmpty();
    }

    private static List<Match> matches(Subject.Spot spot) {
        return spot.rule().statements().stream()
                .filter(Match.class::isInstance)
                .map(Match.class::cast)
                .toList();
    }

    // What comes to the rule, is none of its, and is let in or through in the end.
    private static Optional<PacketSet> accepted(Reach reach, Subject.Root root, Subject.Spot spot, PacketSet passed) {
        return reach.coming(root.chain(), spot.rule())
                .map(comes -> comes.and(passed))
                .filter(set -> !set.isEmpty())
                .flatMap(set -> reach.endings(root.chain(), set))
                .map(endings -> endings.get(Ending.ACCEPTED));
    }

    private static Finding never(Subject.Spot spot, Action.Reject reject) {
        return Finding.of(
                CARD,
                spot.rule().span(),
                new Said(
                        "only " + what(reject) + " can be answered so, and the rule asks for something else",
                        "この応答ができるのは " + what(reject) + " だけですが、条件は別のものを求めています"));
    }

    private static Finding passes(Subject.Spot spot, Action.Reject reject, PacketSet packets) {
        return Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "this rejects " + what(reject) + " only: other packets pass it and are accepted",
                                "reject されるのは " + what(reject) + " だけです: ほかのパケットは通り過ぎ、許可されます"))
                .with(packets.sample().map(Shown::of));
    }

    private static String what(Action.Reject reject) {
        return switch (reject.kind()) {
            case TCP_RESET -> "TCP";
            case ICMP -> "IPv4";
            case ICMPV6 -> "IPv6";
            case ICMPX -> "IP";
        };
    }
}
