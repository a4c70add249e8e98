package org.nftrace.trace;

import java.util.List;

/// Orders of equal priority that matter because both have been met.
final class Ties {
    private Ties() {}

    static void tell(Path path, List<Station.Tie> ties) {
        for (Station.Tie tie : ties) {
            path.assume(tie.assumes());
        }
    }
}
