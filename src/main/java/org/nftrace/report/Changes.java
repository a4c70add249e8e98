package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What is different between a packet before and after a rewrite, an address together with its port.
final class Changes {
    private Changes() {}

    static String of(Packet before, Packet after, Words words) {
        var told = new ArrayList<String>();
        end(before, after, Fact.SOURCE, Fact.SPORT, words, told);
        end(before, after, Fact.DESTINATION, Fact.DPORT, words, told);
        for (Fact fact : Fact.values()) {
            if (fact.kind() != Fact.Kind.ADDRESS
                    && fact != Fact.SPORT
                    && fact != Fact.DPORT
                    && differs(before, after, fact)) {
                told.add(words.changed(
                        fact, value(before, fact), after.knows(fact) ? value(after, fact) : words.unknown()));
            }
        }
        return String.join(", ", told);
    }

    private static void end(Packet before, Packet after, Fact address, Fact port, Words words, List<String> told) {
        if (differs(before, after, address) || differs(before, after, port)) {
            told.add(words.changed(address, end(before, address, port, words), end(after, address, port, words)));
        }
    }

    private static String end(Packet packet, Fact address, Fact port, Words words) {
        if (packet.knows(address)) {
            return PacketText.end(packet, address, port);
        }
        return packet.knows(port) ? words.unknown() + ":" + packet.number(port) : words.unknown();
    }

    private static boolean differs(Packet before, Packet after, Fact fact) {
        return !value(before, fact).equals(value(after, fact));
    }

    // What is not known any more, such as a port chosen by the kernel, is `any`, as in a packet description.
    private static String value(Packet packet, Fact fact) {
        return packet.knows(fact) ? PacketText.value(packet, fact) : "";
    }
}
