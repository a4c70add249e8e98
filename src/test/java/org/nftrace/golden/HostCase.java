package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.host.ConntrackEntry;
import org.nftrace.host.Host;
import org.nftrace.host.HostReader;
import org.nftrace.host.Hosts;
import org.nftrace.host.Link;
import org.nftrace.host.LinkAddress;
import org.nftrace.host.Route;
import org.nftrace.host.RoutingRule;
import org.nftrace.text.Source;

/// What is known of a host after reading some files.
///
/// - any section is one of the files, in the order in which they are given;
/// - `host`: what all of them tell together;
/// - `diagnostics`: what is wrong with them.
final class HostCase {
    static final Set<String> OUTPUTS = Set.of("host", "diagnostics");

    private HostCase() {}

    static List<Section> run(Txtar file) {
        var hosts = new ArrayList<Host>();
        var diagnostics = new StringBuilder();
        for (var section : file.sections()) {
            if (!OUTPUTS.contains(section.name())) {
                var read = HostReader.read(new Source(section.name(), section.text()));
                hosts.add(read.host());
                read.diagnostics().forEach(d -> diagnostics.append(d).append('\n'));
            }
        }
        var sections = new ArrayList<Section>();
        sections.add(new Section("host", print(Hosts.merge(hosts))));
        if (!diagnostics.isEmpty()) {
            sections.add(new Section("diagnostics", diagnostics.toString()));
        }
        return sections;
    }

    private static String print(Host host) {
        var told = host.told();
        var lines = new ArrayList<String>();
        host.links().ifPresent(links -> {
            lines.add("links" + (told.links() ? ", all" : "") + ", addresses " + sorted(told.addresses().stream()));
            links.forEach(l -> print(l, lines));
        });
        host.routes().ifPresent(routes -> {
            lines.add("routes, all tables of " + sorted(told.allTables().stream()) + ", tables "
                    + sorted(told.tables().stream().map(t -> t.version() + " " + t.name())));
            routes.forEach(r -> lines.add("  " + print(r)));
        });
        host.rules().ifPresent(rules -> {
            lines.add("rules");
            rules.forEach(r -> lines.add("  " + print(r)));
        });
        if (!host.sysctls().isEmpty()) {
            lines.add("sysctls");
            new TreeMap<>(host.sysctls()).forEach((key, value) -> lines.add("  " + key + " = " + value));
        }
        host.connections().ifPresent(connections -> {
            lines.add("connections");
            connections.forEach(c -> lines.add("  " + print(c)));
        });
        return lines.isEmpty() ? "nothing\n" : String.join("\n", lines) + "\n";
    }

    private static void print(Link link, List<String> lines) {
        var line = new StringBuilder("  " + link.name() + (link.up() ? " up" : " down"));
        link.index().ifPresent(i -> line.append(" index ").append(i));
        link.mac().ifPresent(m -> line.append(" mac ").append(Long.toHexString(m)));
        link.kind().ifPresent(k -> line.append(" kind ").append(k));
        link.master().ifPresent(m -> line.append(" master ").append(m));
        link.hairpin().ifPresent(h -> line.append(" hairpin ").append(h));
        lines.add(line.toString());
        link.addresses().forEach(a -> lines.add("    " + print(a)));
    }

    private static String print(LinkAddress address) {
        return address.address() + " in " + address.subnet() + " " + address.scope()
                + address.broadcast().map(b -> " broadcast " + b).orElse("")
                + (address.secondary() ? " secondary" : "")
                + (address.noPrefixRoute() ? " noprefixroute" : "")
                + (address.tentative() ? " tentative" : "");
    }

    private static String print(Route route) {
        var hops = route.nextHops().stream()
                .map(h -> h.gateway().map(g -> " via " + g).orElse("")
                        + h.device().map(d -> " dev " + d).orElse("")
                        + (h.dead() ? " dead" : ""))
                .collect(Collectors.joining(","));
        return route.table() + " " + route.type() + " " + route.destination()
                + route.from().map(f -> " from " + f).orElse("") + hops
                + route.source().map(s -> " src " + s).orElse("")
                + (route.metric() == 0 ? "" : " metric " + route.metric())
                + (route.tos().isPresent() ? " tos " + route.tos().getAsInt() : "")
                + (route.derived() ? " derived" : "");
    }

    private static String print(RoutingRule rule) {
        return rule.priority() + " " + rule.version() + (rule.not() ? " not" : "") + " " + rule.selectors() + " "
                + rule.action();
    }

    private static String print(ConntrackEntry entry) {
        return entry.protocol() + " " + print(entry.original()) + " / " + print(entry.reply())
                + (entry.state().isEmpty() ? "" : " " + entry.state())
                + (entry.seenReply() ? " seen-reply" : "")
                + (entry.assured() ? " assured" : "") + " mark " + entry.mark() + " zone " + entry.zone();
    }

    private static String print(ConntrackEntry.Tuple tuple) {
        var line = new StringBuilder(tuple.source() + " -> " + tuple.destination());
        tuple.sport().ifPresent(p -> line.append(" sport ").append(p));
        tuple.dport().ifPresent(p -> line.append(" dport ").append(p));
        tuple.icmpType().ifPresent(t -> line.append(" type ").append(t));
        tuple.icmpCode().ifPresent(c -> line.append(" code ").append(c));
        tuple.icmpId().ifPresent(i -> line.append(" id ").append(i));
        return line.toString();
    }

    private static String sorted(Stream<?> values) {
        return values.map(Object::toString).sorted().toList().toString();
    }
}
