package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Dimension;

/// A port that dnat publishes on every address of the host.
public final class PublishedEverywhere implements Check {
    private static final Card CARD = new Card(
            "NFT032",
            "published-everywhere",
            Level.NOTE,
            new Said(
                    "A dnat rule publishes a port on every address of the host, to any source.",
                    "dnat がポートをホストのすべてのアドレスで、どの送信元にも公開しています。"),
            new Said(
                    "Whoever reaches any of its addresses reaches the container or machine behind it.",
                    "ホストのどのアドレスに届く相手でも、その先のコンテナや機械に届きます。"),
            new Said(
                    "Publish it on one address (docker run -p 192.0.2.1:8080:80; ip daddr 192.0.2.1), or filter it in"
                            + " the forward chain.",
                    "一つのアドレスだけに公開するか(docker run -p 192.0.2.1:8080:80、ip daddr 192.0.2.1)、forward" + " チェーンで制限してください。"),
            """
            table ip nat {
              chain PREROUTING {
                type nat hook prerouting priority -100; policy accept;
                fib daddr type local tcp dport 8080 dnat to 172.17.0.2:80
              }
            }
            """,
            """
            table ip nat {
              chain PREROUTING {
                type nat hook prerouting priority -100; policy accept;
                ip daddr 127.0.0.1 tcp dport 8080 dnat to 172.17.0.2:80
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
        for (Subject.Spot spot : subject.rules()) {
            var dnat = Translations.dnat(spot.rule());
            Optional<Reach> reach = subject.reach(spot.table());
            if (dnat.isPresent()
                    && reach.isPresent()
                    && isForLocal(reach.get(), reach.get().matchingInward(spot.rule()))) {
                Translations.service(reach.get(), spot)
                        .filter(service -> Translations.passesForward(subject, dnat.get(), service))
                        .ifPresent(service -> findings.add(finding(spot, service)));
            }
        }
        return findings;
    }

    private static Finding finding(Subject.Spot spot, Packet service) {
        long port = service.number(Fact.DPORT);
        return Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "port " + port + " is published on every address of this host, to anybody",
                                "ポート " + port + " がこのホストのすべてのアドレスで公開されています"))
                .with(Optional.of(new Shown(service, Set.of(ConnectionState.NEW))));
    }

    // It asks whether the destination is the host's, and neither which one nor who sends.
    private static boolean isForLocal(Reach reach, PacketSet set) {
        return !set.isEmpty()
                && reach.space().dimensions().stream().allMatch(d -> switch (d) {
                    case Dimension.OfPacket(Fact fact, _) ->
                        fact != Fact.DESTINATION && fact != Fact.SOURCE || Translations.isIndifferent(set, d, reach);
                    case Dimension.InSet _ -> Translations.isIndifferent(set, d, reach);
                    case Dimension.InterfaceName _,
                            Dimension.EtherType _,
                            Dimension.Nfproto _,
                            Dimension.OfConnection _,
                            Dimension.Other _ -> true;
                })
                && reach.space().dimensions().stream()
                        .filter(Dimension.Other.class::isInstance)
                        .anyMatch(d -> !Translations.isIndifferent(set, d, reach));
    }
}
