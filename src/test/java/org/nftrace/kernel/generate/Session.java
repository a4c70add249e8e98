package org.nftrace.kernel.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.kernel.Aftermath;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.Probe;

/// Sends a scenario's packets, and lets connections go on as the kernel's answers suggest.
public final class Session {

    private static final int MOST_TURNS = 6;

    private final Chance chance;
    private final KernelRun run;
    private final List<Sent> sent = new ArrayList<>();

    /// A packet that was sent, and why.
    ///
    /// @param after what it left behind
    public record Sent(String kind, Outcome outcome, Aftermath after) {}

    /// @param seed for the later packets
    public Session(KernelRun run, long seed) {
        this.run = run;
        this.chance = new Chance(seed);
    }

    public List<Sent> send(List<Probe> firsts) throws IOException {
        for (var first : firsts) {
            var outcome = note(Conversation.Kind.FIRST, first);
            var conversation = new Conversation(chance, outcome);
            for (int turn = 0; turn < MOST_TURNS && chance.percent(turn == 0 ? 85 : 60); turn++) {
                follow(conversation);
            }
        }
        return List.copyOf(sent);
    }

    private void follow(Conversation conversation) throws IOException {
        Optional<Conversation.Turn> turn = conversation.next();
        if (turn.isPresent()) {
            conversation.saw(turn.get(), note(turn.get().kind(), turn.get().probe()));
        }
    }

    private Outcome note(Conversation.Kind kind, Probe probe) throws IOException {
        var outcome = run.send(probe);
        sent.add(new Sent(kind.name().toLowerCase(java.util.Locale.ROOT), outcome, run.aftermath()));
        return outcome;
    }
}
