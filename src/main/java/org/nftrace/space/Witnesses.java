package org.nftrace.space;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// Finds packets that come to a rule and match it.
///
/// Where rules write, the packet at the rule is not the one that set out: then each number is settled in turn, so that
/// some of the packets that have it still come to the rule. Only what was walked to the rule counts.
record Witnesses(Compiled table, Space space, Test test) {
    private static final int MOST_TRIES = 8;

    /// Whether some of the packets, coming to the base chain, match the rule.
    interface Test {
        boolean matches(Chain chain, PacketSet packets, Rule rule);
    }

    Optional<Sample> of(Rule rule, PacketSet matching, List<Reach.Start> starts) {
        List<Dimension> written =
                space.dimensions().stream().filter(table::writes).toList();
        PacketSet wanted = matching.forgetting(written);
        for (Reach.Start start : starts) {
            PacketSet some = start.packets().and(wanted);
            if (!some.isEmpty() && test.matches(start.chain(), some, rule)) {
                Sample sample = space.sample(some);
                Optional<Sample> found =
                        written.isEmpty() && test.matches(start.chain(), some.and(space.of(sample)), rule)
                                ? Optional.of(sample)
                                : settle(rule, start.chain(), some);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Sample> settle(Rule rule, Chain chain, PacketSet some) {
        var values = new LinkedHashMap<Dimension, Meaning.Range>();
        PacketSet left = some;
        for (Dimension dimension : space.dimensions()) {
            Optional<Meaning.Range> value = value(rule, chain, dimension, left);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(dimension, value.get());
            left = left.and(space.in(dimension, List.of(value.get())));
        }
        return Optional.of(new Sample(values));
    }

    // One that reads well, else one that is found by halves: some packet of one half comes to the rule.
    private Optional<Meaning.Range> value(Rule rule, Chain chain, Dimension dimension, PacketSet some) {
        PacketSet rest = some;
        for (int tries = 0; tries < MOST_TRIES && !rest.isEmpty(); tries++) {
            Meaning.Range value = space.choose(dimension, rest);
            if (comes(rule, chain, dimension, value, some)) {
                return Optional.of(value);
            }
            rest = rest.minus(space.in(dimension, List.of(value)));
        }
        return rest.isEmpty() ? Optional.empty() : halved(rule, chain, dimension, some);
    }

    private Optional<Meaning.Range> halved(Rule rule, Chain chain, Dimension dimension, PacketSet some) {
        Meaning.Range range = new Meaning.Range(BigInteger.ZERO, space.last(dimension));
        while (range.first().compareTo(range.last()) < 0) {
            BigInteger middle = range.first().add(range.last()).shiftRight(1);
            var lower = new Meaning.Range(range.first(), middle);
            range = comes(rule, chain, dimension, space.numbers(dimension, lower), some)
                    ? lower
                    : new Meaning.Range(middle.add(BigInteger.ONE), range.last());
        }
        BigInteger found = space.numbers(dimension, range).first();
        return Optional.of(new Meaning.Range(found, found)).filter(value -> comes(rule, chain, dimension, value, some));
    }

    private boolean comes(Rule rule, Chain chain, Dimension dimension, Meaning.Range value, PacketSet some) {
        PacketSet these = some.and(space.in(dimension, List.of(value)));
        return !these.isEmpty() && test.matches(chain, these, rule);
    }
}
