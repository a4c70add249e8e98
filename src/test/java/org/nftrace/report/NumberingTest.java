package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.text.Source;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Question;
import org.nftrace.trace.Step;

class NumberingTest {
    private static final String LISTING = """
        table ip filter {
            chain INPUT {
                type filter hook input priority 0; policy drop;
                tcp dport 22 jump ssh
                counter
                tcp dport 80 accept
                return
            }

            chain ssh {
                ip saddr 10.0.0.1 counter
            }
        }
        """;

    private static Way input() {
        return new Way(PlainListing.read(new Source("t.nft", LISTING)))
                .hook(Hook.INPUT, RadiusStory.REQUEST)
                .base(Family.IP, "filter", "INPUT");
    }

    private static List<Integer> numbers(List<Item> items) {
        return items.stream()
                .flatMap(i -> Stream.concat(
                        i.number().stream().boxed(), i.branches().stream().flatMap(b -> numbers(b).stream())))
                .toList();
    }

    private static List<Integer> numbers(Way way) {
        return numbers(Numbering.of(way.steps()));
    }

    @Test
    void the_radius_story_is_told_under_the_numbers_of_the_design() {
        var items = Numbering.of(RadiusStory.trace().steps());
        var expected = IntStream.of(3, 9, 6)
                .boxed()
                .flatMap(n -> IntStream.rangeClosed(1, n).boxed())
                .toList();
        assertEquals(expected, numbers(items));
    }

    @Test
    void a_rule_that_only_counts_has_no_number() {
        assertEquals(List.of(1, 2), numbers(input().match(2).match(3)));
    }

    @Test
    void a_rule_that_rewrites_and_goes_on_has_a_number() {
        var way = input().match(2).rewrite(2, RadiusStory.REQUEST, RadiusStory.TRANSLATED);
        assertEquals(List.of(1, 2, 3), numbers(way.match(3)));
    }

    @Test
    void the_end_of_a_regular_chain_is_a_return_and_has_a_number() {
        assertEquals(
                List.of(1, 2, 3, 4), numbers(input().match(1).match(1).end().match(3)));
    }

    @Test
    void a_return_from_a_base_chain_has_one_number_and_its_policy_none() {
        assertEquals(
                List.of(1, 2),
                numbers(input().add(new Step.Matched(place(4), new org.nftrace.ir.Verdict.Return()))
                        .policy()));
    }

    @Test
    void branches_count_on_one_after_another_and_a_new_hook_begins_anew() {
        var way = input();
        Consumer<Way> toOutput = w -> w.hook(Hook.OUTPUT, RadiusStory.REQUEST).base(Family.IP, "filter", "INPUT");
        way.add(fork(way, w -> w.match(3), toOutput)).match(3);
        assertEquals(List.of(1, 2, 1, 3), numbers(way));
    }

    @Test
    void verbosity_does_not_change_a_number() {
        var trace = RadiusStory.trace();
        var all = new StepsFormat(Verbosity.ALL).lines(trace.steps()).toList();
        for (Verbosity verbosity : Verbosity.values()) {
            var some = new StepsFormat(verbosity).lines(trace.steps()).toList();
            assertEquals(some, all.stream().filter(some::contains).toList());
        }
    }

    private static org.nftrace.trace.Place place(int index) {
        return input().place(index);
    }

    private static Step fork(Way way, Consumer<Way> yes, Consumer<Way> no) {
        var question = new Question.ValueOf(org.nftrace.packet.Fact.DPORT);
        var yesWay = new Way(way);
        var noWay = new Way(way);
        yes.accept(yesWay);
        no.accept(noWay);
        noWay.add(new Step.Decided(new Outcome.Dropped(Optional.empty())));
        return new Step.Forked(
                question,
                List.of(
                        new Step.Branch(
                                new Condition(List.of(new Condition.Term(question, true, List.of()))), yesWay.steps()),
                        new Step.Branch(
                                new Condition(List.of(new Condition.Term(question, false, List.of()))),
                                noWay.steps())));
    }
}
