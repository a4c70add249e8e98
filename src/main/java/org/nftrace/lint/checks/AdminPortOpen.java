package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Shown;
import org.nftrace.lint.Subject;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.space.Taken;

/// A port for administrators or databases that is open to the world.
public final class AdminPortOpen implements Check {
    private static final Card CARD = new Card(
            "NFT038",
            "admin-port-open",
            Level.WARNING,
            new Said(
                    "A rule accepts new connections to a port of administrators or databases from any address by any"
                            + " interface.",
                    "管理用やデータベースのポートへの新しい接続を、送信元もインターフェースも問わず許可しています。"),
            new Said("These services are tried by everyone who scans the net.", "ネットを走査する者がまず試すサービスです。"),
            new Said(
                    "Name the networks that need it: ip saddr 192.0.2.0/24.",
                    "必要なネットワークだけを指定してください: ip saddr 192.0.2.0/24"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                tcp dport { 443, 3306 } accept
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                tcp dport 443 accept
                ip saddr 192.0.2.0/24 tcp dport 3306 accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    private static final Map<Integer, String> PORTS = new TreeMap<>(Map.ofEntries(
            Map.entry(23, "telnet"),
            Map.entry(445, "smb"),
            Map.entry(1433, "mssql"),
            Map.entry(2375, "docker"),
            Map.entry(2379, "etcd"),
            Map.entry(3306, "mysql"),
            Map.entry(3389, "rdp"),
            Map.entry(5432, "postgresql"),
            Map.entry(5900, "vnc"),
            Map.entry(6379, "redis"),
            Map.entry(9200, "elasticsearch"),
            Map.entry(10250, "kubelet"),
            Map.entry(11211, "memcached"),
            Map.entry(27017, "mongodb")));

    private static final int OTHER_PORT = 47011;

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        for (Subject.Root root : subject.roots(Hook.INPUT, Chain.ChainType.FILTER)) {
            subject.reach(root.table()).ifPresent(reach -> findings.addAll(check(reach, root)));
        }
        return findings;
    }

    // One walk tells which ports may be open; each of those is looked at by itself.
    private static List<Finding> check(Reach reach, Subject.Root root) {
        PacketSet other = stranger(reach, OTHER_PORT);
        PacketSet all = other;
        for (int port : PORTS.keySet()) {
            all = all.or(stranger(reach, port));
        }
        Map<Ending, PacketSet> endings = reach.endings(root.chain(), all).orElse(Map.of());
        // Where all is open, that is the finding.
        if (!leave(other, Ending.DROPPED, endings) && !leave(other, Ending.REJECTED, endings)) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        PORTS.forEach((port, name) -> {
            if (leave(stranger(reach, port), Ending.ACCEPTED, endings)) {
                opener(reach, root, port).ifPresent(rule -> findings.add(finding(rule, port, name)));
            }
        });
        return findings;
    }

    private static PacketSet stranger(Reach reach, int port) {
        return Strangers.untouched(reach.space(), Strangers.to(port));
    }

    private static boolean leave(PacketSet packets, Ending ending, Map<Ending, PacketSet> endings) {
        return endings.containsKey(ending) && !endings.get(ending).and(packets).isEmpty();
    }

    private static Finding finding(Rule rule, int port, String name) {
        return Finding.of(
                        CARD,
                        rule.span(),
                        new Said(
                                "port " + port + " (" + name + ") is open to every address",
                                "ポート " + port + " (" + name + ") がすべてのアドレスに開いています"))
                .with(Optional.of(new Shown(Strangers.to(port), Set.of(ConnectionState.NEW))));
    }

    // The one rule that takes such packets whatever their source and interface.
    private static Optional<Rule> opener(Reach reach, Subject.Root root, int port) {
        PacketSet strangers = Strangers.untouched(reach.space(), Strangers.anyTo(port));
        return reach.deciding(root.chain(), strangers)
                .filter(by -> by.size() == 1)
                .map(List::getFirst)
                .filter(taken -> Subject.statements(taken.rule()).stream()
                        .anyMatch(s -> s instanceof Action.Decide(_, Verdict.Accept _)))
                // And the policy takes none.
                .filter(taken -> reach.endings(root.chain(), strangers)
                        .filter(e -> e.equals(Map.of(Ending.ACCEPTED, taken.packets())))
                        .isPresent())
                .map(Taken::rule);
    }
}
