package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// Containers are published, and DOCKER-USER filters nothing.
public final class DockerUserUnused implements Check {
    private static final Card CARD = new Card(
            "NFT037",
            "docker-user-unused",
            Level.NOTE,
            new Said(
                    "The chain DOCKER-USER has no rule that drops anything, while dnat rules publish ports of"
                            + " containers.",
                    "コンテナのポートが公開されていますが、DOCKER-USER には何も破棄するルールがありません。"),
            new Said(
                    "It is the only chain for own rules about containers that Docker keeps when it writes its rules"
                            + " anew.",
                    "Docker が規則を書き直しても残る、利用者のための唯一のチェーンです。"),
            new Said(
                    "Put there who may reach the containers, by the original port: ct original proto-dst.",
                    "誰がコンテナに届いてよいかをそこに書いてください(元のポートは ct original proto-dst)。"),
            """
            *filter
            :FORWARD DROP [0:0]
            :DOCKER-USER - [0:0]
            -A FORWARD -j DOCKER-USER
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
            :FORWARD DROP [0:0]
            :DOCKER-USER - [0:0]
            -A FORWARD -j DOCKER-USER
            -A DOCKER-USER -i eth0 ! -s 192.0.2.0/24 -j DROP
            -A DOCKER-USER -j RETURN
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        boolean published = subject.rules().stream()
                .anyMatch(s -> s.chain().name().equals("DOCKER")
                        && Translations.dnat(s.rule()).isPresent());
        if (!published) {
            return List.of();
        }
        return subject.tables().stream()
                .flatMap(t -> t.chain("DOCKER-USER").stream())
                .filter(chain -> chain.rules().stream().noneMatch(DockerUserUnused::drops))
                .map(chain -> Finding.of(
                        CARD,
                        chain.span(),
                        new Said(
                                "ports of containers are published, and DOCKER-USER drops nothing",
                                "コンテナのポートが公開されていますが、DOCKER-USER は何も破棄しません")))
                .toList();
    }

    private static boolean drops(Rule rule) {
        return Subject.statements(rule).stream()
                .anyMatch(s -> !(s instanceof Match || s instanceof Action.Counter)
                        && !(s instanceof Action.Decide(_, Verdict.Return _)));
    }
}
