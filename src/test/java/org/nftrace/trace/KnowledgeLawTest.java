package org.nftrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// For a packet with open fields, every concrete packet that fits it takes one of the branches told, and exactly the
/// one whose condition it meets.
class KnowledgeLawTest {
    private static final Evaluator EVALUATOR = Rules.evaluator(Family.INET);

    @Property(tries = 10_000)
    void every_packet_takes_the_branch_whose_conditions_it_meets(
            @ForAll("rules") List<Asked> rules, @ForAll("pairs") RandomViews.Pair pair) {
        View open = pair.open();
        for (Asked asked : rules) {
            open = switch (asked) {
                case Asked.Matches(Match match) -> follow(match, pair.concrete(), open);
                case Asked.Looks(Selector key, Value map) -> follow(key, map, pair.concrete(), open);
            };
            assertFalse(open.knowledge().isImpossible(), () -> "a branch that a packet takes is possible: " + rules);
        }
    }

    private static View follow(Match match, View concrete, View open) {
        Answer truth = EVALUATOR.judge(match, concrete).answer();
        if (truth == Answer.UNKNOWN) {
            return open; // `th dport` of an ICMP packet is its checksum, which is no fact
        }
        Judgement told = EVALUATOR.judge(match, open);
        return switch (told.answer()) {
            case YES, NO -> {
                assertEquals(truth, told.answer(), () -> match + "\nopen " + open + "\nconcrete " + concrete);
                yield open;
            }
            case UNKNOWN -> {
                Knowledge then = EVALUATOR.learn(match, truth == Answer.YES, open);
                assertEquals(
                        truth,
                        EVALUATOR.judge(match, open.with(then)).answer(),
                        () -> "what was learnt of " + match + " holds\nopen " + open + "\nthen " + then);
                yield open.with(then);
            }
        };
    }

    private static View follow(Selector key, Value map, View concrete, View open) {
        Lookup known = EVALUATOR.lookup(key, map, concrete);
        if (known instanceof Lookup.Undecided) {
            return open;
        }
        Optional<Value> truth = found(known);
        return switch (EVALUATOR.lookup(key, map, open)) {
            case Lookup.Found found -> same(truth, found.element().data(), open);
            case Lookup.Missing _ -> same(truth, Optional.empty(), open);
            case Lookup.Undecided(_, List<Lookup.Choice> choices) -> {
                var taken = choices.stream().filter(c -> c.data().equals(truth)).toList();
                assertEquals(1, taken.size(), () -> "one choice gives " + truth + " of " + choices);
                yield open.with(taken.getFirst().then());
            }
        };
    }

    private static View same(Optional<Value> truth, Optional<Value> told, View open) {
        assertEquals(truth, told);
        return open;
    }

    private static Optional<Value> found(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found found -> found.element().data();
            case Lookup.Missing _ -> Optional.empty();
            case Lookup.Undecided _ -> fail("all is known");
        };
    }

    /// What a rule asks of a packet.
    sealed interface Asked {
        record Matches(Match match) implements Asked {}

        record Looks(Selector key, Value map) implements Asked {}
    }

    @Provide
    Arbitrary<List<Asked>> rules() {
        Arbitrary<Asked> matches = RandomMatches.matches().map(Asked.Matches::new);
        Arbitrary<Asked> looks = RandomMatches.maps().map(m -> new Asked.Looks(m.key(), m.map()));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, matches), net.jqwik.api.Tuple.of(1, looks))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<RandomViews.Pair> pairs() {
        return RandomViews.pairs();
    }
}
