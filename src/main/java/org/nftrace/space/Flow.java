package org.nftrace.space;

import java.util.ArrayList;
import java.util.List;

/// What a set of packets does in a chain: those that go on with the next rule, and those that left it by `return`.
final class Flow {
    private PacketSet through;
    private final List<PacketSet> returned = new ArrayList<>();

    Flow(PacketSet through) {
        this.through = through;
    }

    PacketSet through() {
        return through;
    }

    void through(PacketSet set) {
        through = set;
    }

    void returns(PacketSet set) {
        if (!set.isEmpty()) {
            returned.add(set);
        }
    }

    /// {@return those that leave the chain for where they came from}
    PacketSet back() {
        PacketSet back = through;
        for (PacketSet set : returned) {
            back = back.or(set);
        }
        return back;
    }
}
