package org.nftrace.session;

import java.util.List;

/// The verbs that the session itself has, in the order in which `help` lists them.
final class Verbs {
    private Verbs() {}

    static List<Verb> all(Session session) {
        return List.of(
                new LoadVerb(),
                new ReloadVerb(),
                new HostVerb(),
                new LocalVerb(),
                new PacketVerb(),
                new ShowVerb(),
                new FindVerb(),
                new AssumeVerb(),
                new StepVerb(StepVerb.Kind.STEP),
                new StepVerb(StepVerb.Kind.INTO),
                new StepVerb(StepVerb.Kind.OVER),
                new StepVerb(StepVerb.Kind.OUT),
                new StepVerb(StepVerb.Kind.BACK),
                new StepVerb(StepVerb.Kind.UNTIL),
                new StepVerb(StepVerb.Kind.CONTINUE),
                new BreakVerb(),
                new TryVerb(),
                new UndoVerb(),
                new DiffVerb(),
                new ApplyVerb(),
                new SetVerb(),
                new SaveVerb(),
                new SourceVerb(session),
                new HistoryVerb(),
                new HelpVerb(session),
                new QuitVerb());
    }
}
