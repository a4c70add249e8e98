package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.lint.Check;

/// The checks there are, by id.
public final class Checks {
    public static final List<Check> ALL = List.of(
            new DeadRule(),
            new Contradiction(),
            new AfterUnconditional(),
            new NoEffect(),
            new UnreferencedChain(),
            new EmptyChain(),
            new UnusedSet(),
            new DuplicateRule(),
            new OverlappingElements(),
            new TiedBaseChains(),
            new NatPriority(),
            new AcceptIsNotFinal(),
            new GotoFromBaseChain(),
            new ExcludedByCallers(),
            new NoEstablished(),
            new StateBeforeTracking(),
            new InvalidAccepted(),
            new InputOpen(),
            new PublishedPastInput(),
            new DnatAnywhere(),
            new ForwardOpen(),
            new MasqueradeEverywhere(),
            new Ipv6Open(),
            new DockerUserUnused(),
            new AdminPortOpen(),
            new XtWithoutArguments(),
            new LogWithoutLimit(),
            new DeprecatedState());

    private Checks() {}
}
