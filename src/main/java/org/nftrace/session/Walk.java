package org.nftrace.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.nftrace.packet.Packet;
import org.nftrace.report.Item;
import org.nftrace.report.Numbering;
import org.nftrace.report.StepText;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// How far somebody who goes through a trace has come.
///
/// @param stops what is gone through, up to the first fork of which no branch was chosen
/// @param at    the stop that was told last; -1 before the first
record Walk(Trace trace, List<Stop> stops, int at) {

    /// Steps that are told together: what was looked at, and what came of it.
    ///
    /// @param depth how many jumps deep, 1 in a base chain, 0 outside of chains
    /// @param after the steps behind a fork, which go on from each of its branches that are open
    record Stop(List<Item> items, int depth, Packet packet, List<Item> after) {
        Stop {
            items = List.copyOf(items);
            after = List.copyOf(after);
        }

        /// {@return the fork that ends the stop}
        Optional<Item> fork() {
            return items.getLast().step() instanceof Step.Forked ? Optional.of(items.getLast()) : Optional.empty();
        }
    }

    Walk {
        stops = List.copyOf(stops);
    }

    static Walk of(Trace trace) {
        var items = Numbering.of(trace.steps());
        return new Walk(trace, new Cutter(trace.packet().packet(), List.of()).cut(items), -1);
    }

    Walk to(int stop) {
        return new Walk(trace, stops, stop);
    }

    Optional<Stop> here() {
        return at < 0 ? Optional.empty() : Optional.of(stops.get(at));
    }

    boolean isAtEnd() {
        return at == stops.size() - 1;
    }

    /// {@return the walk with a branch of the fork at which it stands}
    Walk into(int branch) {
        Stop fork = stops.get(at);
        List<Item> chosen = fork.fork().orElseThrow().branches().get(branch);
        boolean ended = chosen.stream().anyMatch(item -> item.step() instanceof Step.Decided);
        var onward = new ArrayList<>(chosen);
        if (!ended) {
            onward.addAll(fork.after());
        }
        var all = new ArrayList<>(stops.subList(0, at + 1));
        all.addAll(new Cutter(fork.packet(), chains()).cut(onward));
        return new Walk(trace, all, at);
    }

    // The chains that are open where the walk stands.
    private List<String> chains() {
        var cutter = new Cutter(trace.packet().packet(), List.of());
        stops.subList(0, at + 1).forEach(stop -> stop.items().forEach(item -> cutter.follow(item.step())));
        return List.copyOf(cutter.chains);
    }

    /// {@return the lines of a stop}
    List<String> lines(Stop stop) {
        var text = new StepText(trace.steps());
        var lines = new ArrayList<String>();
        stop.items().forEach(item -> lines.add("  ".repeat(stop.depth()) + text.line(item)));
        stop.fork().ifPresent(fork -> {
            int number = 0;
            for (String condition : StepText.conditions((Step.Forked) fork.step())) {
                lines.add("  ".repeat(stop.depth() + 1) + "step " + ++number + ": " + condition);
            }
        });
        if (stop.items().stream().anyMatch(item -> item.step() instanceof Step.Rewrote)) {
            lines.add("  ".repeat(stop.depth()) + "packet now: " + StepText.packet(stop.packet()));
        }
        return lines;
    }

    /// Cuts a list of steps into stops.
    private static final class Cutter {
        private final Deque<String> chains = new ArrayDeque<>();
        private final List<Stop> stops = new ArrayList<>();
        private List<Item> open = new ArrayList<>();
        private boolean looked;
        private int depth;
        private Packet packet;

        Cutter(Packet packet, List<String> chains) {
            this.packet = packet;
            this.chains.addAll(chains);
            this.depth = chains.size();
        }

        List<Stop> cut(List<Item> items) {
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                if (looked && begins(item.step())) {
                    close(List.of());
                }
                if (open.isEmpty()) {
                    depth = chains.size();
                }
                open.add(item);
                looked |= isLookedAt(item.step());
                follow(item.step());
                if (item.step() instanceof Step.Forked) {
                    close(items.subList(i + 1, items.size()));
                    return stops;
                }
            }
            if (!open.isEmpty()) {
                close(List.of());
            }
            return stops;
        }

        private void close(List<Item> after) {
            stops.add(new Stop(open, depth, packet, after));
            open = new ArrayList<>();
            looked = false;
        }

        private void follow(Step step) {
            switch (step) {
                case Step.EnteredHook entered -> {
                    chains.clear();
                    packet = entered.packet();
                }
                case Step.EnteredBaseChain(_, var chain) -> {
                    chains.clear();
                    chains.push(chain.name());
                }
                case Step.EnteredChain(_, var chain) -> chains.push(chain.name());
                case Step.Returned(_, _, var to) -> {
                    String back = to.map(place -> place.chain().name()).orElse("");
                    while (chains.size() > 1 && !chains.element().equals(back)) {
                        chains.pop();
                    }
                }
                case Step.Rewrote(_, var after, _) -> packet = after;
                case Step.PolicyApplied _, Step.Routed _, Step.Dropped _, Step.Decided _ -> chains.clear();
                case Step.PassedOver _, Step.Matched _, Step.Tracked _, Step.Assumed _, Step.Forked _ -> {}
            }
        }

        private static boolean isLookedAt(Step step) {
            return switch (step) {
                case Step.Matched _,
                        Step.PassedOver _,
                        Step.PolicyApplied _,
                        Step.Routed _,
                        Step.Dropped _,
                        Step.Decided _,
                        Step.Forked _ -> true;
                case Step.EnteredHook _,
                        Step.EnteredBaseChain _,
                        Step.EnteredChain _,
                        Step.Returned _,
                        Step.Rewrote _,
                        Step.Tracked _,
                        Step.Assumed _ -> false;
            };
        }

        // What a rule did belongs to it; where the packet comes next does not.
        private static boolean begins(Step step) {
            return isLookedAt(step)
                    || step instanceof Step.EnteredHook
                    || step instanceof Step.EnteredBaseChain
                    || step instanceof Step.Assumed;
        }
    }
}
