package org.nftrace.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Prints an [Outcome] in the manner of `nft -a monitor trace`, with what nft leaves out behind a `#`: the hooks that
/// have no chain, the state of the connection, what the kernel sent because of it, and where the packet went.
public final class MonitorPrinter {

    private static final Map<Integer, String> PROTOCOLS =
            Map.of(1, "icmp", 6, "tcp", 17, "udp", 58, "icmpv6", 132, "sctp", 136, "udplite");

    private final RuleTexts rules;

    public MonitorPrinter(String listing) {
        this.rules = new RuleTexts(listing);
    }

    public String print(Outcome outcome) {
        var lines = new ArrayList<String>();
        lines.add("# " + outcome.probe());
        lines.addAll(passage(outcome.passage()));
        outcome.refused().ifPresent(errno -> lines.add("# the sender got error " + errno));
        outcome.emitted().forEach(frame -> lines.add("# left " + frame(frame)));
        for (var made : outcome.made()) {
            lines.add("# because of it the kernel sent " + headers(made.headers()));
            lines.addAll(passage(made.passage()));
            made.emitted().forEach(frame -> lines.add("# left " + frame(frame)));
        }
        return String.join("\n", lines) + "\n\n";
    }

    private List<String> passage(Passage passage) {
        var lines = new ArrayList<String>();
        for (var event : passage.events()) {
            if (Passage.tellsHook(event)) {
                lines.add("# " + event.hookFamily() + " " + event.chain() + ": " + packet(event));
            } else if (!Passage.isWatch(event)) {
                lines.addAll(event(event));
            }
        }
        return lines;
    }

    private List<String> event(Event event) {
        var lines = new ArrayList<String>();
        var start = "trace id %08x %s %s %s ".formatted(event.id(), event.family(), event.table(), event.chain());
        if (event.seen().isPresent()) {
            lines.add(start + "packet: " + packet(event));
        }
        var mark = event.mark() == 0 ? "" : " meta mark 0x%08x".formatted(event.mark());
        switch (event.kind()) {
            case RULE ->
                lines.add(start + "rule " + rules.of(event.line()) + " # handle " + event.handle() + " (verdict "
                        + event.verdict() + ")");
            case POLICY -> lines.add(start + "policy " + event.verdict() + mark);
            case END -> {}
        }
        return lines;
    }

    private static String packet(Event event) {
        var text = new StringBuilder();
        event.seen().ifPresent(seen -> {
            seen.in().ifPresent(in -> text.append("iif \"").append(in).append("\" "));
            seen.out().ifPresent(out -> text.append("oif \"").append(out).append("\" "));
            seen.headers().ifPresent(headers -> text.append(headers(headers)));
        });
        event.tracked()
                .ifPresent(ct -> text.append(", ct state ")
                        .append(ct.state())
                        .append(ct.direction()
                                .map(d -> " " + d.name().toLowerCase())
                                .orElse(""))
                        .append(" status 0x")
                        .append(Integer.toHexString(ct.status())));
        return text.toString();
    }

    private static String frame(Frame frame) {
        return "by " + frame.link() + " to " + frame.destinationMac() + ": "
                + frame.headers().map(MonitorPrinter::headers).orElse("not IP");
    }

    private static String headers(Headers h) {
        var ip = h.version() == 4 ? "ip" : "ip6";
        var protocol = PROTOCOLS.getOrDefault(h.protocol(), String.valueOf(h.protocol()));
        var text = ip + " saddr " + h.source() + " " + ip + " daddr " + h.destination() + " "
                + (h.version() == 4 ? "ip ttl " : "ip6 hoplimit ") + h.ttl() + " "
                + (h.version() == 4 ? "ip id " : "ip6 flowlabel ") + h.mark() + " " + ip + " length " + h.length();
        var fragment = h.offset() > 0 || h.moreFragments() ? " fragment " + h.offset() : "";
        return text + fragment + " " + protocol
                + switch (h.layer4()) {
                    case Headers.Tcp tcp ->
                        " sport " + tcp.sport() + " dport " + tcp.dport() + " flags " + Payload.tcpFlags(tcp.flags());
                    case Headers.Ports ports -> " sport " + ports.sport() + " dport " + ports.dport();
                    case Headers.Icmp icmp -> " type " + icmp.type() + " code " + icmp.code();
                    case Headers.Opaque _ -> "";
                };
    }
}
