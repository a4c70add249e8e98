package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.nftrace.net.Prefix;
import org.nftrace.text.Span;

/// Reads `ip rule` of either version (ip-rule(8); print_rule() in iproute2's ip/iprule.c):
///
///     32765:	not from 10.0.0.0/8 fwmark 0x1/0xff iif eth0 lookup 100 suppress_prefixlength 0
final class RuleListReader {
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(not\\s+)?from\\s.*", Pattern.DOTALL);
    private static final Set<String> REMARKS = Set.of("[detached]", "[unresolved]");

    private final Complaints complaints;

    private RuleListReader(Complaints complaints) {
        this.complaints = complaints;
    }

    static boolean looksLikeOne(String line) {
        return LINE.matcher(line).matches();
    }

    /// @param version which `ip` was asked for, where the listing's title tells
    static Host read(Span part, Optional<Version> version, Complaints complaints) {
        var reader = new RuleListReader(complaints);
        var drafts = new ArrayList<RuleDraft>();
        for (Span line : new Lines(part)) {
            drafts.add(reader.readLine(new Words(line, complaints)));
            if (complaints.areTooMany()) {
                break;
            }
        }
        return hostOf(drafts, version, part, complaints);
    }

    static Host hostOf(List<RuleDraft> drafts, Optional<Version> told, Span part, Complaints complaints) {
        Version version = told.orElseGet(() -> versionOf(drafts, part, complaints));
        return Host.UNKNOWN.withRules(drafts.stream().map(d -> d.rule(version)).toList());
    }

    // Only IPv4 has a table 'default', and its rule is seldom removed.
    private static Version versionOf(List<RuleDraft> drafts, Span part, Complaints complaints) {
        var byAddress = drafts.stream().flatMap(d -> d.version().stream()).findFirst();
        if (byAddress.isPresent()) {
            return byAddress.get();
        }
        if (drafts.stream().anyMatch(RuleDraft::looksUpDefault)) {
            return Version.V4;
        }
        var own = RoutingRule.kernelOwn(Version.V6);
        if (!drafts.stream().map(d -> d.rule(Version.V6)).toList().equals(own)) {
            complaints.note(firstLine(part), "taken for the rules of IPv6, as none looks up the table 'default'");
        }
        return Version.V6;
    }

    private static Span firstLine(Span part) {
        var lines = new Lines(part).iterator();
        return lines.hasNext() ? lines.next() : part;
    }

    private RuleDraft readLine(Words words) {
        var rule = new RuleDraft();
        Span priority = words.next();
        var number = Numbers.parse(priority.text().replace(":", ""));
        if (number.isEmpty()) {
            words.missing(priority, "a rule like '32766: from all lookup main'");
            return rule;
        }
        rule.priority = (int) Math.min(number.getAsLong(), Integer.MAX_VALUE);
        while (words.hasNext()) {
            readWord(rule, words);
        }
        return rule;
    }

    private void readWord(RuleDraft rule, Words words) {
        Span word = words.next();
        switch (word.text()) {
            case "not" -> rule.not = true;
            case "from" -> readPrefix(rule, words, RuleSelector.From::new);
            case "to" -> readPrefix(rule, words, RuleSelector.To::new);
            case "fwmark" -> readMark(rule, words);
            case "iif", "dev" -> rule.add(new RuleSelector.In(words.text("an interface name")));
            case "oif" -> rule.add(new RuleSelector.Out(words.text("an interface name")));
            case "tos", "dsfield" ->
                rule.add(boxed(words.small("a type of service")).map(RuleSelector.Tos::new));
            case "ipproto" -> readProtocol(rule, words);
            case "sport" ->
                rule.add(readRange(words).map(r -> new RuleSelector.SourcePorts((int) r.first(), (int) r.last())));
            case "dport" ->
                rule.add(readRange(words).map(r -> new RuleSelector.DestinationPorts((int) r.first(), (int) r.last())));
            case "uidrange" -> rule.add(readRange(words).map(r -> new RuleSelector.Users(r.first(), r.last())));
            case "lookup", "table" -> rule.lookUp(RouteListing.tableName(words.text("a routing table")));
            case "suppress_prefixlength" -> rule.suppress = words.small("a prefix length");
            case "proto", "protocol", "realms" -> words.next();
            case "blackhole" -> rule.action = new RuleAction.Refuse(Route.Type.BLACKHOLE);
            case "unreachable" -> rule.action = new RuleAction.Refuse(Route.Type.UNREACHABLE);
            case "prohibit" -> rule.action = new RuleAction.Refuse(Route.Type.PROHIBIT);
            case "nop" -> rule.action = new RuleAction.Nop();
            case "goto" -> rule.goTo(words.small("the priority of a rule"));
            case String other when REMARKS.contains(other) -> {}
            case String other -> readUnknown(rule, other, word, words);
        }
    }

    private void readUnknown(RuleDraft rule, String text, Span word, Words words) {
        complaints.warning(word, "unknown word '" + text + "' in a rule: whether the rule takes a packet stays open");
        rule.add(new RuleSelector.Unread(text));
        if (text.equals("tun_id") || text.equals("suppress_ifgroup")) {
            words.next();
        }
    }

    private static void readPrefix(RuleDraft rule, Words words, Function<Prefix, RuleSelector> kind) {
        if (!words.skip("all") && !words.skip("any") && !words.skip("default")) {
            rule.add(words.prefix().map(kind));
        }
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private void readMark(RuleDraft rule, Words words) {
        Span word = words.next();
        if (!rule.addMark(word.text())) {
            words.missing(word, "a mark like '0x1/0xff'");
        }
    }

    private void readProtocol(RuleDraft rule, Words words) {
        Span word = words.next();
        if (!rule.addProtocol(word.text())) {
            words.missing(word, "a protocol");
        }
    }

    private Optional<NumberRange> readRange(Words words) {
        Span word = words.next();
        var range = NumberRange.parse(word.text());
        if (range.isEmpty()) {
            words.missing(word, "a number or range");
        }
        return range;
    }

    /// `80` or `1000-2000`
    record NumberRange(long first, long last) {
        static Optional<NumberRange> parse(String text) {
            int dash = text.indexOf('-');
            var first = Numbers.parse(dash < 0 ? text : text.substring(0, dash));
            var last = Numbers.parse(dash < 0 ? text : text.substring(dash + 1));
            return first.isPresent() && last.isPresent()
                    ? Optional.of(new NumberRange(first.getAsLong(), last.getAsLong()))
                    : Optional.empty();
        }
    }
}
