package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.packet.Packet;

/// The branches that leave a hook on a way of their own, to be told below it under letters: a, b … z, aa …
final class Branches {
    private final List<Branch> waiting = new ArrayList<>();
    private final Letters letters;

    /// @param packet as it is where the branch leaves the hook
    record Branch(String letter, String condition, Optional<Packet> packet, List<Item> items) {}

    /// Counts through the whole trace, so that a letter means one branch.
    static final class Letters {
        private int used;

        String next() {
            var letter = new StringBuilder();
            for (int n = used++; n >= 0; n = n / 26 - 1) {
                letter.insert(0, (char) ('a' + n % 26));
            }
            return letter.toString();
        }
    }

    Branches(Letters letters) {
        this.letters = letters;
    }

    /// {@return the letter that the branch is told under}
    String add(String condition, Optional<Packet> packet, List<Item> items) {
        var branch = new Branch(letters.next(), condition, packet, items);
        waiting.add(branch);
        return branch.letter();
    }

    List<Branch> all() {
        return waiting;
    }
}
