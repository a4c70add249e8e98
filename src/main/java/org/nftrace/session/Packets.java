package org.nftrace.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketsFile;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// The packets that a session means, in writing and as they are traced.
public final class Packets {
    private Packets() {}

    /// {@return the text of a packet that can be read}
    public static String check(Span span) throws Refusal {
        return check(span.source(), span, span.text());
    }

    /// @param text what is read: that of the span, or one that the words of the span changed
    static String check(Source line, Span span, String text) throws Refusal {
        var read = PacketReader.read(new Source("packet", text));
        if (read.packet().isPresent() && read.diagnostics().isEmpty()) {
            return text;
        }
        boolean typed = text.equals(span.text());
        var diagnostics = new ArrayList<Diagnostic>();
        for (Diagnostic diagnostic : read.diagnostics()) {
            int start = span.start() + diagnostic.span().start();
            int end = span.start() + diagnostic.span().end();
            diagnostics.add(
                    new Diagnostic(diagnostic.severity(), typed ? line.span(start, end) : span, diagnostic.message()));
        }
        throw new Refusal(diagnostics);
    }

    /// {@return the packets of a conversation, which were all read before}
    public static List<PacketSpec> specs(List<String> lines) {
        return PacketsFile.read(new Source("packets", String.join("\n", lines))).packets();
    }

    /// {@return the way of the last packet, after those before it}
    static Trace last(Workbook book, List<String> lines) {
        var options = new TraceOptions(book.local(), TraceOptions.DEFAULT.branches(), false);
        var conversation = Tracer.of(book.loaded().ruleset(), book.loaded().host(), options)
                .conversation();
        return specs(lines).stream()
                .map(conversation::trace)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /// {@return `proto`, `src`, `sport`, `dst` and `dport` of `udp:10.0.0.1->10.0.0.2:53`, `any` where they are open}
    static Map<String, String> flow(String text) {
        Packet packet = PacketReader.read(new Source("packet", text))
                .packet()
                .map(PacketSpec::packet)
                .orElse(Packet.UNKNOWN);
        var flow = new LinkedHashMap<String, String>();
        flow.put(Fact.PROTOCOL.keyword(), text.substring(0, text.indexOf(':')));
        flow.put(
                Fact.SOURCE.keyword(),
                packet.findAddress(Fact.SOURCE).map(Object::toString).orElse("any"));
        flow.put(Fact.SPORT.keyword(), number(packet, Fact.SPORT));
        flow.put(
                Fact.DESTINATION.keyword(),
                packet.findAddress(Fact.DESTINATION).map(Object::toString).orElse("any"));
        flow.put(Fact.DPORT.keyword(), number(packet, Fact.DPORT));
        return flow;
    }

    private static String number(Packet packet, Fact fact) {
        return packet.knows(fact) ? Long.toString(packet.number(fact)) : "any";
    }

    static String text(Map<String, String> flow) {
        return flow.get(Fact.PROTOCOL.keyword()) + ":"
                + end(flow.get(Fact.SOURCE.keyword()), flow.get(Fact.SPORT.keyword())) + "->"
                + end(flow.get(Fact.DESTINATION.keyword()), flow.get(Fact.DPORT.keyword()));
    }

    private static String end(String address, String port) {
        if (port.equals("any")) {
            return address;
        }
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
