package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A named set or map that no rule asks.
public final class UnusedSet implements Check {
    private static final Card CARD = new Card(
            "NFT007",
            "unused-set",
            Level.NOTE,
            new Said("No rule of the table mentions the set or map.", "テーブルのどのルールもこの集合を使っていません。"),
            new Said("What is put into it has no effect.", "要素を加えても何も起こりません。"),
            new Said("Use it in a rule, or delete it.", "ルールで使うか、削除してください。"),
            """
            table inet t {
              set trusted {
                type ipv4_addr
                elements = { 10.0.0.1 }
              }
              chain input {
                type filter hook input priority 0; policy accept;
                ip saddr 10.0.0.1 accept
              }
            }
            """,
            """
            table inet t {
              set trusted {
                type ipv4_addr
                elements = { 10.0.0.1 }
              }
              chain input {
                type filter hook input priority 0; policy accept;
                ip saddr @trusted accept
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
        for (Table table : subject.tables()) {
            if (table.chains().isEmpty() || table.origin() == Table.Origin.XTABLES) {
                continue;
            }
            for (NamedSet set : table.sets()) {
                Pattern use = Pattern.compile("@" + Pattern.quote(set.name()) + "(?![\\w/.-])");
                boolean used = table.chains().stream()
                        .flatMap(c -> c.rules().stream())
                        .anyMatch(rule -> use.matcher(rule.text()).find());
                if (!used) {
                    findings.add(Finding.of(
                            CARD,
                            set.span(),
                            new Said(
                                    "no rule asks " + (set.isMap() ? "map " : "set ") + set.name(),
                                    (set.isMap() ? "マップ " : "集合 ") + set.name() + " はどのルールからも使われていません")));
                }
            }
        }
        return findings;
    }
}
