package org.nftrace.golden;

import java.util.List;
import java.util.Set;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.kernel.conformance.EngineContender;
import org.nftrace.kernel.conformance.Recording;

/// What the kernel did with packets, and that our engine says the same.
///
/// - `world`, `ruleset.nft` (or `iptables-save`, `ip6tables-save`), `packets.txt`: what was asked;
/// - `listing`, `host`, `connections`: what the kernel's host showed of itself; with `connections`, those before the
///   last packet, only that packet is traced;
/// - `kernel`: the lines of its trace, below each packet;
/// - `ours`: what our engine says where that is something else. Such a file is wrong, or the engine is.
final class TraceCase {
    static final Set<String> OUTPUTS = Set.of("ours");

    private TraceCase() {}

    static List<Section> run(Txtar file) {
        var recording = Recording.of(file);
        var ours = recording.retold(new EngineContender());
        return ours.equals(recording.kernel()) ? List.of() : List.of(new Section("ours", ours));
    }
}
