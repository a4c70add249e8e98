package org.nftrace.packet;

import java.util.List;
import java.util.Optional;
import org.nftrace.grammar.PacketParser.BackContext;
import org.nftrace.grammar.PacketParser.FirstContext;
import org.nftrace.grammar.PacketParser.LineContext;
import org.nftrace.grammar.PacketParser.OnwardContext;
import org.nftrace.grammar.PacketParser.SettingsContext;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads `PROTO:SRC[:SPORT]->DST[:DPORT] [key=value …]` (the grammar is grammar/PacketParser.g4).
///
///     udp:10.254.10.105->10.254.10.252:1812
///     tcp:[2001:db8::1]:40000->[2001:db8::2]:443 flags=syn in=eth0
///     icmp:any->192.0.2.1 type=echo-request ttl=1
public final class PacketReader {
    // Far more than a description with every key is long.
    private static final int LONGEST = 4096;

    private PacketReader() {}

    /// {@return the one packet that the source describes}
    public static ReadPacket read(Source source) {
        return readLine(source.whole(), Optional.empty());
    }

    /// {@return the packet of a line}
    ///
    /// @param previous the packet that began the connection with which a `->` or `<-` line goes on
    static ReadPacket readLine(Span line, Optional<PacketSpec> previous) {
        if (line.end() - line.start() > LONGEST) {
            Span start = line.source().span(line.start(), line.start() + 1);
            return failed(Diagnostic.error(start, "a packet was expected in at most " + LONGEST + " characters"));
        }
        Span trimmed = trim(line);
        var syntax = new PacketSyntax(trimmed);
        LineContext tree = syntax.parse();
        boolean goesOn = tree instanceof OnwardContext || tree instanceof BackContext;
        if (goesOn && previous.isEmpty()) {
            Span arrow = syntax.span(tree.getStart());
            return failed(
                    Diagnostic.error(arrow, "no packet before it begins the connection that this line goes on with"));
        }
        var draft = new Draft(goesOn ? previous.get().packet() : Packet.UNKNOWN);
        read(tree, syntax, draft);
        syntax.diagnostics().forEach(d -> draft.error(d.span(), d.message()));
        return draft.isBroken()
                ? new ReadPacket(Optional.empty(), inOrder(draft.diagnostics()))
                : new ReadPacket(Optional.of(spec(trimmed, tree, draft)), List.of());
    }

    private static void read(LineContext tree, PacketSyntax syntax, Draft draft) {
        var settings = switch (tree) {
            case FirstContext first -> {
                if (first.flow() != null && first.flow().exception == null) {
                    new FlowReader(syntax, draft).read(first.flow());
                }
                yield first.settings();
            }
            case OnwardContext onward -> onward.settings();
            case BackContext back -> back.settings();
            default -> null; // a line of which not even the kind could be told
        };
        if (settings != null) {
            readSettings(settings, syntax, draft);
        }
    }

    private static void readSettings(SettingsContext settings, PacketSyntax syntax, Draft draft) {
        var reader = new SettingReader(draft);
        for (var setting : settings.setting()) {
            if (setting.exception == null && setting.value != null && setting.value.getTokenIndex() >= 0) {
                reader.read(syntax.span(setting.key), syntax.span(setting.value));
            }
        }
    }

    private static PacketSpec spec(Span span, LineContext tree, Draft draft) {
        boolean back = tree instanceof BackContext;
        boolean onward = tree instanceof OnwardContext;
        return new PacketSpec(span, draft.packet(), draft.local, draft.states, back, onward);
    }

    private static List<Diagnostic> inOrder(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .sorted((a, b) -> Integer.compare(a.span().start(), b.span().start()))
                .toList();
    }

    private static ReadPacket failed(Diagnostic diagnostic) {
        return new ReadPacket(Optional.empty(), List.of(diagnostic));
    }

    private static Span trim(Span line) {
        String text = line.text();
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return line.source().span(line.start() + start, line.start() + end);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\uFEFF';
    }
}
