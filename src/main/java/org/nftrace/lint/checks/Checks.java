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
            new JumpToNothing(),
            new JumpLoop(),
            new NoEstablished(),
            new StateBeforeTracking(),
            new InvalidAccepted(),
            new UntrackedDropped(),
            new InputOpen(),
            new PublishedPastInput(),
            new PublishedEverywhere(),
            new DnatAnywhere(),
            new ForwardOpen(),
            new MasqueradeEverywhere(),
            new Ipv6Open(),
            new DockerUserUnused(),
            new AdminPortOpen(),
            new XtWithoutArguments(),
            new LegacyBesideNft(),
            new PartialDump(),
            new LogWithoutLimit(),
            new RejectInWrongFamily(),
            new IcmpOfOtherFamily(),
            new DeprecatedState(),
            new IdleCounters());

    private Checks() {}
}
