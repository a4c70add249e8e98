package org.nftrace.space;

import com.github.javabdd.BDD;
import com.github.javabdd.BDDException;
import com.github.javabdd.BDDFactory;
import com.github.javabdd.BDDVarSet;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.nftrace.trace.Dimension;

/// A set of packets. Immutable; sets of one [Space] can be put together, and are equal when they hold the same packets.
public final class PacketSet {
    private final Space space;
    private final BDD bdd;

    PacketSet(Space space, BDD bdd) {
        this.space = space;
        this.bdd = bdd;
    }

    BDD bdd() {
        return bdd;
    }

    private PacketSet made(Supplier<BDD> operation) {
        try {
            return new PacketSet(space, operation.get());
        } catch (BDDException e) {
            throw Undecided.by(e);
        }
    }

    /// {@return the same set, to be kept beyond a walk}
    PacketSet kept() {
        return new PacketSet(space, bdd.id());
    }

    /// Gives back what only this set needs; it must not be used any more.
    void release() {
        bdd.free();
    }

    public PacketSet and(PacketSet other) {
        return isEmpty() || other.isAll() ? kept() : made(() -> bdd.and(other.bdd));
    }

    public PacketSet or(PacketSet other) {
        return isEmpty() ? other.kept() : other.isEmpty() ? kept() : made(() -> bdd.or(other.bdd));
    }

    public PacketSet minus(PacketSet other) {
        return other.isEmpty() || isEmpty() ? kept() : made(() -> bdd.apply(other.bdd, BDDFactory.diff));
    }

    public PacketSet not() {
        return made(bdd::not);
    }

    public boolean isEmpty() {
        return bdd.isZero();
    }

    public boolean isAll() {
        return bdd.isOne();
    }

    /// {@return how large a part of all that can be told apart it is, to compare sets of one space}
    double weight() {
        return bdd.logSatCount();
    }

    public boolean isSubsetOf(PacketSet other) {
        return minus(other).isEmpty();
    }

    /// {@return the packets that differ from one of these in these dimensions at most}
    public PacketSet forgetting(Collection<Dimension> dimensions) {
        return isEmpty() || isAll() ? kept() : forgetting(space.variables(dimensions));
    }

    /// {@return the packets that differ from one of these in these bits at most}
    PacketSet forgetting(int[] variables) {
        return variables.length == 0
                ? kept()
                : made(() -> bdd.exist(bdd.getFactory().makeSet(variables)));
    }

    /// {@return the packets that have the same number in this dimension as one of these}
    public PacketSet alikeIn(Dimension dimension) {
        return forgetting(space.dimensions().stream()
                .filter(each -> !each.equals(dimension))
                .toList());
    }

    /// {@return packets of the set that no condition tells apart}
    PacketSet some() {
        return isEmpty() ? kept() : made(bdd::fullSatOne);
    }

    /// {@return packets of another set that differ from these in nothing but what it asks for}
    PacketSet alike(PacketSet other) {
        return isEmpty()
                ? kept()
                : made(() -> {
                    BDDVarSet asked = other.bdd.support();
                    BDD free = bdd.exist(asked);
                    BDD alike = free.and(other.bdd);
                    asked.free();
                    free.free();
                    return alike;
                });
    }

    /// {@return one of the packets, of a set that has any}
    public Optional<Sample> sample() {
        return isEmpty() ? Optional.empty() : Optional.of(space.sample(this));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PacketSet set && bdd.equals(set.bdd);
    }

    @Override
    public int hashCode() {
        return bdd.hashCode();
    }
}
