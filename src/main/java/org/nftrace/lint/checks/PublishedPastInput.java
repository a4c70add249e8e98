package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Shown;
import org.nftrace.lint.Subject;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Reach;

/// A port that dnat leads past the input chain which seems to close it.
public final class PublishedPastInput implements Check {
    private static final Card CARD = new Card(
            "NFT031",
            "published-past-input",
            Level.WARNING,
            new Said(
                    "A dnat rule sends a port on to another machine or container, while the input chain drops that"
                            + " port.",
                    "dnat がポートを別の機械やコンテナへ転送していますが、input チェーンはそのポートを破棄します。"),
            new Said(
                    "After dnat the packet is forwarded: input never sees it. ufw, firewalld or a hand-made INPUT do"
                            + " not protect it.",
                    "dnat の後、パケットは forward に進み input を通りません。ufw や firewalld、手書きの INPUT では守れません。"),
            new Said(
                    "Filter it in DOCKER-USER (or the forward chain), or publish it on 127.0.0.1 only.",
                    "DOCKER-USER (または forward チェーン)で制限するか、127.0.0.1 だけに公開してください。"),
            """
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            :DOCKER - [0:0]
            :DOCKER-USER - [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
            -A FORWARD -j DOCKER-USER
            -A FORWARD -o docker0 -j DOCKER
            -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A DOCKER-USER -j RETURN
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            """,
            """
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
            COMMIT
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        if (subject.roots(Hook.INPUT, Chain.ChainType.FILTER).isEmpty()) {
            return findings;
        }
        for (Subject.Spot spot : subject.rules()) {
            var dnat = Translations.dnat(spot.rule());
            Optional<Reach> reach = subject.reach(spot.table());
            if (dnat.isPresent() && reach.isPresent()) {
                Translations.service(reach.get(), spot)
                        .filter(service -> Translations.passesForward(subject, dnat.get(), service))
                        .flatMap(service -> finding(subject, spot, service))
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> finding(Subject subject, Subject.Spot spot, Packet service) {
        return subject.roots(Hook.INPUT, Chain.ChainType.FILTER).stream()
                .filter(root -> Strangers.isClosed(subject, root, service))
                .filter(_ -> !isFilteredByUser(subject))
                .findFirst()
                .map(root -> finding(spot, root, service));
    }

    private static Finding finding(Subject.Spot spot, Subject.Root input, Packet service) {
        long port = service.number(Fact.DPORT);
        return Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "port " + port + " is open although " + input.place()
                                        + " closes it: after dnat the packet is forwarded and never comes to input",
                                input.place() + " はポート " + port
                                        + " を閉じていますが、実際には開いています: dnat の後は forward に進み、input を通りません"))
                .with(input.base().span(), new Said("this chain does not see it", "このチェーンは通りません"))
                .with(Optional.of(new Shown(service, Set.of(ConnectionState.NEW))));
    }

    // Whoever writes drops into DOCKER-USER knows.
    private static boolean isFilteredByUser(Subject subject) {
        return subject.rules().stream()
                .filter(spot -> spot.chain().name().equals("DOCKER-USER"))
                .flatMap(spot -> Subject.statements(spot.rule()).stream())
                .anyMatch(s -> s instanceof Action.Reject || s instanceof Action.Decide(_, Verdict.Drop _));
    }
}
