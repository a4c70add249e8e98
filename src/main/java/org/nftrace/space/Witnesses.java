package org.nftrace.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// Finds packets that come to a rule and match it.
///
/// Where rules write, the packet at the rule is not the one that set out: then packets that may have set out are tried,
/// each number settled in turn, and only one that was walked to the rule counts.
record Witnesses(Compiled table, Space space, Test test) {
    private static final int MOST_TRIES = 32;
    private static final int MOST_VALUES = 8;

    /// Whether some of the packets, coming to the base chain, match the rule.
    interface Test {
        boolean matches(Chain chain, PacketSet packets, Rule rule);
    }

    Optional<Sample> of(Rule rule, PacketSet matching, List<Reach.Start> starts) {
        List<Dimension> written =
                space.dimensions().stream().filter(table::writes).toList();
        PacketSet wanted = matching.forgetting(written);
        for (Reach.Start start : starts) {
            PacketSet left = start.packets().and(wanted);
            for (int tries = 0; tries < MOST_TRIES && !left.isEmpty(); tries++) {
                Sample sample = space.sample(left);
                PacketSet cube = left.and(space.of(sample));
                if (test.matches(start.chain(), cube, rule)) {
                    Optional<Sample> settled =
                            written.isEmpty() ? Optional.of(sample) : settle(rule, start.chain(), sample, cube);
                    if (settled.isPresent()) {
                        return settled;
                    }
                }
                left = left.minus(cube);
            }
        }
        return Optional.empty();
    }

    private Optional<Sample> settle(Rule rule, Chain chain, Sample sample, PacketSet start) {
        var values = new LinkedHashMap<>(sample.values());
        PacketSet cube = start;
        for (Dimension dimension : space.dimensions()) {
            if (!values.containsKey(dimension)) {
                Optional<Meaning.Range> value = value(rule, chain, dimension, cube);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.put(dimension, value.get());
                cube = cube.and(space.in(dimension, List.of(value.get())));
            }
        }
        return Optional.of(new Sample(values));
    }

    private Optional<Meaning.Range> value(Rule rule, Chain chain, Dimension dimension, PacketSet cube) {
        PacketSet rest = cube;
        for (int tries = 0; tries < MOST_VALUES && !rest.isEmpty(); tries++) {
            Meaning.Range value = space.choose(dimension, rest);
            PacketSet these = space.in(dimension, List.of(value));
            if (test.matches(chain, cube.and(these), rule)) {
                return Optional.of(value);
            }
            rest = rest.minus(these);
        }
        return Optional.empty();
    }
}
