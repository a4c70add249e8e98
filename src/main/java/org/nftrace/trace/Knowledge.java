package org.nftrace.trace;

import org.nftrace.ir.Value;
import org.nftrace.packet.Fact;

/// What a branch knows of things that were not given, by the conditions under which it is followed. Immutable.
public final class Knowledge {
    /// Nothing but what was given.
    public static final Knowledge NONE = new Knowledge();

    private Knowledge() {}

    /// {@return whether the fact (not given itself) has the value: a number, an address, a name, a prefix, a range}
    public Answer is(Fact fact, Value value) {
        return Answer.UNKNOWN;
    }

    /// {@return what is known when the fact has, or has not, the value}
    public Knowledge learn(Fact fact, Value value, boolean holds) {
        return this;
    }

    /// {@return whether the address is one of the host's, where a branch was taken by that}
    public Answer isLocal(org.nftrace.net.Address address) {
        return Answer.UNKNOWN;
    }

    /// {@return what is known when the address is, or is not, one of the host's}
    public Knowledge learnLocal(org.nftrace.net.Address address, boolean holds) {
        return this;
    }

    /// {@return what is known after the fact got a new value that is not known either: a port that masquerade chose}
    public Knowledge rewritten(Fact fact) {
        return this;
    }

    /// {@return whether nothing can be so: a branch with such knowledge has no packets}
    public boolean isImpossible() {
        return false;
    }
}
