package org.nftrace.load;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Tells what a text is that holds no rules of nft or iptables, but of something that is easily taken for them.
final class Foreign {
    private static final Map<Pattern, String> KINDS = Map.of(
            Pattern.compile("^(?:Status: active\\b|To +Action +From$)", Pattern.MULTILINE),
            "this is how ufw tells of its rules; the rules themselves are shown by 'iptables-save' and"
                    + " 'ip6tables-save'",
            Pattern.compile("^\\S+ \\((?:default, )?active\\)\\R[ \\t]+target: ", Pattern.MULTILINE),
            "this is how firewalld tells of a zone; the rules themselves are shown by 'nft list ruleset'",
            Pattern.compile("^[ \\t]*config (?:rule|zone|defaults|forwarding|redirect)\\b", Pattern.MULTILINE),
            "this is the configuration of OpenWrt; the rules themselves are shown by 'nft list ruleset'",
            Pattern.compile("^/ip(?:v6)? firewall\\b|^add (?:action|chain)=", Pattern.MULTILINE),
            "these are rules of RouterOS, which has a firewall of its own",
            Pattern.compile("^(?:pass|block)(?: drop| return)? (?:in|out|all|quick|on)\\b", Pattern.MULTILINE),
            "these are rules of pf, another firewall",
            Pattern.compile("^(?:ip(?:v6)? )?access-list ", Pattern.MULTILINE),
            "this is an access list of a router, not a firewall of Linux",
            Pattern.compile("^trace id [0-9a-f]+ ", Pattern.MULTILINE),
            "this is what 'nft monitor trace' prints; the rules themselves are shown by 'nft list ruleset'");

    private Foreign() {}

    /// {@return what the text is, at the line that tells}
    static Optional<Diagnostic> in(Source source) {
        return KINDS.entrySet().stream()
                .flatMap(kind -> kind.getKey()
                        .matcher(source.text())
                        .results()
                        .limit(1)
                        .map(found -> Diagnostic.error(source.span(found.start(), found.end()), kind.getValue())))
                .min(java.util.Comparator.comparingInt(
                        diagnostic -> diagnostic.span().start()));
    }

    /// {@return what is said of the rules of arptables and ebtables}
    static Diagnostic otherTables(Span span) {
        String text = span.text();
        int start = text.length() - text.stripLeading().length();
        int newline = text.indexOf('\n', start);
        int end = newline < 0 ? text.length() : newline;
        return Diagnostic.error(
                span.source().span(span.start() + start, span.start() + end),
                "rules of arptables and ebtables are not read in this form; 'nft list ruleset' shows them");
    }
}
