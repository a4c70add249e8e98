package org.nftrace.lint.checks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A jump to a chain that is not there.
public final class JumpToNothing implements Check {
    private static final Card CARD = new Card(
            "NFT015",
            "jump-to-nothing",
            Level.ERROR,
            new Said("The rule sends packets to a chain that its table does not have.", "テーブルにないチェーンへ飛んでいます。"),
            new Said(
                    "The kernel refuses such rules, so the file does not load. Nothing is proved of the table.",
                    "カーネルはこうしたルールを受け付けないので、読み込めません。このテーブルについては何も証明しません。"),
            new Said("Write the chain, or correct its name.", "チェーンを書くか、名前を直してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 80 jump web
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 80 jump web
              }
              chain web {
                accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.tables().stream()
                .filter(table -> table.origin() == Table.Origin.NFT)
                .flatMap(table -> missing(subject, table).stream())
                .map(missing -> Finding.of(
                        CARD,
                        missing.from().span(),
                        new Said(
                                "there is no chain '" + missing.chain() + "' in this table",
                                "このテーブルにチェーン '" + missing.chain() + "' はありません")))
                .toList();
    }

    /// A chain that a rule leads to and that is not there.
    record Missing(Rule from, String chain) {}

    /// {@return the chains that the table lacks, each with the first rule that leads there}
    static List<Missing> missing(Subject subject, Table table) {
        Set<String> there = table.chains().stream().map(Chain::name).collect(Collectors.toSet());
        var missing = new LinkedHashMap<String, Missing>();
        for (Chain chain : table.chains()) {
            for (Rule rule : chain.rules()) {
                subject.verdicts(table, rule).stream()
                        .flatMap(verdict -> verdict.target().stream())
                        .filter(name -> !there.contains(name))
                        .forEach(name -> missing.putIfAbsent(name, new Missing(rule, name)));
            }
        }
        return List.copyOf(missing.values());
    }
}
