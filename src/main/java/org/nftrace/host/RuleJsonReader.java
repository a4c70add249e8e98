package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.nftrace.host.RuleListReader.NumberRange;
import org.nftrace.net.Prefix;
import org.nftrace.text.Span;

/// Reads `ip -j rule`: a list of objects with `"priority"` and `"src"`.
final class RuleJsonReader {
    private static final Set<String> READ = Set.of(
            "priority",
            "src",
            "srclen",
            "dst",
            "dstlen",
            "not",
            "fwmark",
            "fwmask",
            "iif",
            "iif_detached",
            "oif",
            "oif_detached",
            "tos",
            "ipproto",
            "sport",
            "sport_start",
            "sport_end",
            "dport",
            "dport_start",
            "dport_end",
            "uid_start",
            "uid_end",
            "table",
            "action",
            "goto",
            "unresolved",
            "suppress_prefixlen",
            "protocol",
            "nop",
            "to",
            "flow_to",
            "flow_from");

    private final JsonValues values;
    private final Complaints complaints;

    private RuleJsonReader(Complaints complaints) {
        this.values = new JsonValues(complaints);
        this.complaints = complaints;
    }

    static boolean isOne(Json element) {
        return element.has("priority") && element.has("src");
    }

    static Host read(List<Json> elements, Optional<Version> version, Span part, Complaints complaints) {
        var reader = new RuleJsonReader(complaints);
        var drafts = new ArrayList<RuleDraft>();
        elements.forEach(e -> drafts.add(reader.rule(e)));
        return RuleListReader.hostOf(drafts, version, part, complaints);
    }

    private RuleDraft rule(Json element) {
        var rule = new RuleDraft();
        rule.priority = (int) Math.min(values.number(element, "priority").orElse(0), Integer.MAX_VALUE);
        rule.not = element instanceof Json.Members members && members.all().containsKey("not");
        readPrefix(element, "src", RuleSelector.From::new, rule);
        readPrefix(element, "dst", RuleSelector.To::new, rule);
        values.number(element, "tos").ifPresent(t -> rule.add(new RuleSelector.Tos((int) t)));
        element.text("fwmark")
                .ifPresent(mark -> rule.addMark(
                        element.text("fwmask").map(m -> mark + "/" + m).orElse(mark)));
        element.text("iif").ifPresent(name -> rule.add(new RuleSelector.In(name)));
        element.text("oif").ifPresent(name -> rule.add(new RuleSelector.Out(name)));
        range(element, "uid").ifPresent(r -> rule.add(new RuleSelector.Users(r.first(), r.last())));
        element.text("ipproto").ifPresent(rule::addProtocol);
        range(element, "sport").ifPresent(r -> rule.add(new RuleSelector.SourcePorts((int) r.first(), (int) r.last())));
        range(element, "dport")
                .ifPresent(r -> rule.add(new RuleSelector.DestinationPorts((int) r.first(), (int) r.last())));
        readAction(element, rule);
        readUnknown(element, rule);
        return rule;
    }

    private void readPrefix(Json element, String key, Function<Prefix, RuleSelector> kind, RuleDraft rule) {
        if (element.text(key).filter(a -> !a.equals("all")).isPresent()) {
            rule.add(values.prefix(element, key, key + "len").map(kind));
        }
    }

    private static Optional<NumberRange> range(Json element, String key) {
        return element.text(key)
                .or(() -> element.text(key + "_start")
                        .map(first -> first + "-" + element.text(key + "_end").orElse(first)))
                .flatMap(NumberRange::parse);
    }

    private void readAction(Json element, RuleDraft rule) {
        element.text("table").ifPresent(t -> rule.lookUp(RouteListing.tableName(t)));
        values.number(element, "suppress_prefixlen").ifPresent(l -> rule.suppress = OptionalInt.of((int) l));
        values.number(element, "goto").ifPresent(g -> rule.goTo(OptionalInt.of((int) g)));
        element.text("action")
                .flatMap(RouteListReader::typeOf)
                .ifPresent(type -> rule.action = new RuleAction.Refuse(type));
    }

    private void readUnknown(Json element, RuleDraft rule) {
        if (element instanceof Json.Members members) {
            members.all().forEach((key, value) -> {
                if (!READ.contains(key)) {
                    complaints.warning(
                            value.span(),
                            "unknown \"" + key + "\" in a rule: whether the rule takes a packet stays open");
                    rule.add(new RuleSelector.Unread(key));
                }
            });
        }
    }
}
