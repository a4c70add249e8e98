package org.nftrace.report;

import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.trace.Trace;

/// A trace through a dump whose names and comments hold characters that do something.
final class Steering {
    private Steering() {}

    static Trace trace(String characters) {
        String listing = """
            table ip t%1$s {
                chain c%1$s {
                    type filter hook input priority 0; policy drop;
                    tcp dport 22 log prefix "%1$s" jump d%1$s
                }

                chain d%1$s {
                    counter return
                }
            }
            """.formatted(characters);
        var way = new Way(PlainListing.read(new Source("t.nft", listing)))
                .hook(Hook.INPUT, RadiusStory.REQUEST)
                .base(Family.IP, "t" + characters, "c" + characters)
                .match(1)
                .match(1)
                .policy();
        var spec = new PacketSpec(
                new Source("--packet", "").whole(), RadiusStory.REQUEST, Optional.empty(), Set.of(), false, false);
        return new Trace(spec, way.steps());
    }
}
