package org.nftrace.nft;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// What iptables' translators write into a listing of nft where a rule has an extension, in words of their own: `meta
/// mark set mark or 0x4000`, `skuid 0`, `queue num 3-4`.
final class Translated {
    private static final Set<String> TABLES = Set.of("filter", "nat", "mangle", "raw", "security");
    private static final Pattern MASKED_MARK =
            Pattern.compile("ct mark set ct mark xor (0x[0-9a-f]{1,8}) and (0x[0-9a-f]{1,8})");

    private Translated() {}

    /// {@return whether iptables-nft made the table, as far as it shows: it counts in every rule}
    static boolean is(Table table) {
        List<Rule> rules =
                table.chains().stream().map(Chain::rules).flatMap(List::stream).toList();
        return TABLES.contains(table.name())
                && (table.family() == Family.IP || table.family() == Family.IP6)
                && !rules.isEmpty()
                && rules.stream().allMatch(Translated::counts);
    }

    private static boolean counts(Rule rule) {
        return rule.statements().stream().anyMatch(statement -> switch (statement) {
            case Action.Counter counter -> counter.packets().isPresent();
            case Match.Unread _ -> true;
            case Match _, Action _ -> false;
        });
    }

    /// {@return whether the rule still says what its text says, which nft would have put otherwise}
    static boolean has(Rule rule) {
        return XtMeaning.spelledOut(rule) == rule.statements()
                && !JsonListing.isRendered(rule.span().source());
    }

    /// {@return the rule as it was written; a match or target of which the translator has nothing to say leaves a
    /// blank}
    static String text(Rule rule) {
        String all = rule.span().source().text();
        int start = rule.span().start();
        int end = rule.span().end();
        boolean blank = all.startsWith(" \n", end) || all.startsWith("  # handle ", end);
        return (all.startsWith("\t ", start - 2) ? " " : "") + rule.span().text() + (blank ? " " : "");
    }

    /// {@return what the words stand for: of `-j CONNMARK --set-xmark 0x5/0xf` the translator makes `ct mark xor 0x5
    /// and 0xfffffff0` and means that the mask goes first (libxt_CONNMARK.c)}
    static Statement meant(Statement statement) {
        if (!(statement instanceof Action.Assign(var span, Selector.Ct target, _)) || target.key() != CtKey.MARK) {
            return statement;
        }
        var masked = MASKED_MARK.matcher(span.text());
        if (!masked.matches()) {
            return statement;
        }
        var kept = new Selector.Binary(target, Selector.Operator.AND, number(masked.group(2)));
        return new Action.Assign(
                span, target, new Selector.Binary(kept, Selector.Operator.XOR, number(masked.group(1))));
    }

    private static Value number(String text) {
        return new Value.Number(Long.decode(text));
    }
}
