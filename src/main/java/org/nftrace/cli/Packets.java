package org.nftrace.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.nftrace.packet.EatenArrow;
import org.nftrace.packet.Fact;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import picocli.CommandLine.ParseResult;

/// The packets that a command line names, in its order.
///
/// @param eaten what the shell did with an unquoted `->`, to be told
record Packets(Descriptions descriptions, Optional<String> eaten) {

    /// {@return how packets are written, in paragraphs}
    static List<String> syntax() {
        return List.of(
                "A packet is PROTO:SRC[:SPORT]->DST[:DPORT] and what else is known of it, as KEY=VALUE, all of it one"
                        + " word to the shell: quoted. An IPv6 address with a port stands in [...], 'any' for what is"
                        + " open. What is not said is unknown, not zero.",
                "Keys: " + String.join(", ", keys()) + ".");
    }

    // Addresses, ports and the protocol stand before the keys; whose packet it is, and what conntrack knows, is no fact
    // of
    // the packet.
    private static List<String> keys() {
        var written = EnumSet.of(Fact.PROTOCOL, Fact.SOURCE, Fact.SPORT, Fact.DESTINATION, Fact.DPORT);
        var keys = new ArrayList<>(List.of("local", "ct"));
        EnumSet.complementOf(written).forEach(fact -> keys.add(fact.keyword()));
        return keys;
    }

    /// @param settings words behind the options, `in=eth0`: they belong to a packet that was not quoted
    static Packets of(ParseResult parsed, List<String> settings, Inputs inputs, Screen screen) throws Failure {
        var specs = new ArrayList<PacketSpec>();
        var diagnostics = new ArrayList<Diagnostic>();
        Optional<String> eaten = Optional.empty();
        List<String> described = Options.all(parsed, "--packet");
        for (int i = 0; i < described.size(); i++) {
            String text = described.get(i);
            if (EatenArrow.isCut(text)) {
                text = restored(text, screen);
                eaten = Optional.of(hint(text, screen));
            }
            String whole = i == described.size() - 1 ? join(text, settings) : text;
            var read = PacketReader.read(new Source("--packet", whole));
            read.packet().ifPresent(specs::add);
            diagnostics.addAll(read.diagnostics());
        }
        var files = new ArrayList<Inputs.Opened>();
        for (String file : Options.all(parsed, "--packets")) {
            files.add(inputs.open(file));
        }
        return new Packets(new Descriptions(specs, diagnostics, files), eaten);
    }

    private static String join(String packet, List<String> settings) {
        return settings.isEmpty() ? packet : packet + " " + String.join(" ", settings);
    }

    private static String restored(String cut, Screen screen) throws Failure {
        return screen.file()
                .flatMap(file -> EatenArrow.restore(cut, file))
                .orElseThrow(() -> new Failure("the shell took the '>' of '" + cut
                        + ">…' for a redirection, so the destination is lost; quote the packet: --packet '" + cut
                        + ">DESTINATION'"));
    }

    private static String hint(String restored, Screen screen) {
        String file = screen.file().orElseThrow();
        return "the shell took the unquoted '->' for a redirection and made the file '"
                + file.substring(file.lastIndexOf('/') + 1)
                + "', which this answer is in too; quote the packet: --packet '"
                + restored + "'";
    }
}
