package org.nftrace.nft;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.text.Span;

/// What nft up to 1.0 printed for iptables extensions that it could not say in its own words: a comment.
///
/// `counter packets 0 bytes 0 # xt_recent` without libxtables, `# CHECKSUM fill` or `# match-set blocked src counter
/// drop` with it: then the rest of the rule stands in the comment too, and nothing is known of it. People write
/// comments as well, so that the latter are asked for in iptables' tables only, and where an extension may stand.
///
/// @param iptables whether the table is one that iptables has
record XtRemarks(boolean iptables) {
    private static final Pattern BARE = Pattern.compile("# ?xt_(\\w+)\\s*");
    private static final Pattern TARGET = Pattern.compile("# ?([A-Z][A-Z0-9]+)(?: [^#]*)?");
    private static final Set<String> TARGETS = Set.of(
            "AUDIT",
            "CHECKSUM",
            "CLASSIFY",
            "CONNMARK",
            "CONNSECMARK",
            "CT",
            "DSCP",
            "HL",
            "HMARK",
            "IDLETIMER",
            "LED",
            "LOG",
            "MARK",
            "NETMAP",
            "NFLOG",
            "NFQUEUE",
            "RATEEST",
            "SECMARK",
            "SET",
            "SYNPROXY",
            "TCPMSS",
            "TCPOPTSTRIP",
            "TEE",
            "TOS",
            "TPROXY",
            "TRACE",
            "TTL");
    private static final Pattern MATCH = Pattern.compile(
            "# ?(!? ?match-set |recent: |STRING match |u32 |statistic mode |ADDRTYPE match |PHYSDEV match |owner"
                + " |limit: |policy match |time from |bpf |socket|realm |connbytes |TTL match |HL match |ipvs |cgroup"
                + " |cpu |nfacct-name ).*");

    /// {@return what a comment after the statements of a rule stands for, if it was nft that wrote it}
    Optional<Statement> statement(Span whole, List<Statement> rule) {
        Span span = withoutHandle(whole);
        String remark = span.text();
        Matcher bare = BARE.matcher(remark);
        if (bare.matches()) {
            return Optional.of(extension(bare.group(1), span));
        }
        if (!iptables || rule.isEmpty()) {
            return Optional.empty();
        }
        // iptables-nft counts after the matches and before the target
        boolean counted = rule.stream().anyMatch(Action.Counter.class::isInstance);
        boolean mayAct = rule.getLast() instanceof Action.Counter;
        Matcher target = TARGET.matcher(remark);
        if (mayAct && target.matches() && TARGETS.contains(target.group(1))) {
            return Optional.of(extension(target.group(1), span));
        }
        return !counted && MATCH.matcher(remark).matches() ? Optional.of(new Match.Unread(span)) : Optional.empty();
    }

    /// {@return what the statement means where iptables wrote it}
    Statement meant(Statement statement) {
        return iptables ? Translated.meant(statement) : statement;
    }

    /// {@return whether nft printed an empty target: it knows the SNAT of one family only, and of the other it leaves
    /// 'counter packets 0 bytes 0 ' with a blank behind (nft 1.0.6, `XT target SNAT not found`)}
    boolean isTargetLost(Span rule, List<Statement> read) {
        if (!iptables || read.isEmpty() || !(read.getLast() instanceof Action.Counter counter)) {
            return false;
        }
        String text = rule.source().text();
        int at = rule.end();
        boolean blank = counter.packets().isPresent() && at < text.length() && text.charAt(at) == ' ';
        return blank && (text.startsWith("\n", at + 1) || text.startsWith(" # handle ", at + 1));
    }

    private static Span withoutHandle(Span remark) {
        int handle = remark.text().lastIndexOf("# handle ");
        int length = (handle > 0 ? remark.text().substring(0, handle) : remark.text())
                .stripTrailing()
                .length();
        return new Span(remark.source(), remark.start(), remark.start() + length);
    }

    private static Statement extension(String name, Span span) {
        boolean target = Character.isUpperCase(name.charAt(0));
        return target
                ? new Action.XtTarget(span, name, Optional.empty(), Optional.empty())
                : new Match.XtMatch(span, name, Optional.empty(), Optional.empty());
    }
}
