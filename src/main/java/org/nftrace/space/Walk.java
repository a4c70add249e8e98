package org.nftrace.space;

import java.math.BigInteger;
import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Interruption;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meanings;

/// Walks the chains of one table with a set of packets, as the tracer walks them with one.
final class Walk {
    /// The kernel refuses deeper jumps (net/netfilter/nf_tables_api.c, NFT_JUMP_STACK_SIZE).
    private static final int DEEPEST = 64;

    private static final BigInteger INVALID = BigInteger.ONE;
    private static final BigInteger UNTRACKED = BigInteger.valueOf(64);

    private final Compiled table;
    private final Regions regions;
    private final Watcher watcher;
    private long steps;

    Walk(Compiled table, Regions regions, Watcher watcher, long steps) {
        this.table = table;
        this.regions = regions;
        this.watcher = watcher;
        this.steps = steps;
    }

    /// {@return the packets that come back from the chain: of a base chain, those for its policy}
    PacketSet through(Chain chain, PacketSet start) {
        return chain(chain, start, 0);
    }

    // Each set is released by who made it, whatever others are equal to it.
    @SuppressWarnings("ReferenceEquality")
    private PacketSet chain(Chain chain, PacketSet start, int depth) {
        var flow = new Flow(start);
        for (Rule rule : chain.rules()) {
            if (flow.through().isEmpty()) {
                break;
            }
            if (watcher.skips(rule)) {
                continue;
            }
            PacketSet before = flow.through();
            rule(rule, flow, depth);
            if (before != start && before != flow.through()) {
                before.release();
            }
        }
        return flow.back();
    }

    private void rule(Rule rule, Flow flow, int depth) {
        Interruption.check();
        if (--steps < 0 || depth > DEEPEST) {
            throw new Undecided("too many steps");
        }
        watcher.reaches(rule, flow.through());
        PacketSet in = flow.through();
        flow.through(regions.none());
        for (Step step : table.steps(rule)) {
            in = switch (step) {
                case Step.Asks asks -> asks(regions.of(asks), in, flow);
                case Step.Does(Action action) -> action(action, rule, in, flow, depth);
            };
            if (in.isEmpty()) {
                return;
            }
        }
        if (!decides(table.steps(rule))) {
            watcher.matches(rule, in);
        }
        flow.through(flow.through().or(in));
    }

    // Those rules tell that they match where they decide.
    private static boolean decides(List<Step> steps) {
        return steps.stream()
                .anyMatch(s -> s instanceof Step.Does(Action action)
                        && (action instanceof Action.Decide || action instanceof Action.VerdictMap));
    }

    // Most rules have nothing to do with a narrow set: then it goes on as it is.
    private static PacketSet asks(Region region, PacketSet in, Flow flow) {
        PacketSet matching = in.and(region.may());
        flow.through(flow.through().or(matching.isEmpty() ? in : in.minus(region.must())));
        return matching;
    }

    // What comes back goes on with the next statement.
    private PacketSet action(Action action, Rule rule, PacketSet in, Flow flow, int depth) {
        return switch (action) {
            case Action.Decide decide -> {
                watcher.matches(rule, in);
                yield decide(decide.verdict(), rule, in, in, flow, depth);
            }
            case Action.VerdictMap map -> choose(map, rule, in, flow, depth);
            case Action.Reject _ -> {
                watcher.matches(rule, in);
                yield end(rule, Ending.REJECTED, in, in);
            }
            case Action.Nat nat -> translate(nat, rule, in, flow);
            case Action.Queue _, Action.Fwd _ -> {
                watcher.matches(rule, in);
                yield end(rule, Ending.ELSEWHERE, in, in);
            }
            case Action.Assign assign -> write(table.written(assign), in, flow);
            case Action.Notrack _ -> untrack(in);
            case Action.SetUpdate _, Action.Tproxy _ -> {
                flow.through(flow.through().or(in));
                yield in;
            }
            case Action.ObjectReference object -> refer(object, in, flow);
            case Action.Synproxy _, Action.XtTarget _ -> unknown(rule, in, flow);
            case Action.ResetOption _ -> regions.forgetting(in, Dimension::isOpaque);
            case Action.Counter _, Action.Last _, Action.Log _, Action.Dup _, Action.Offload _ -> in;
        };
    }

    // What has a connection keeps it; `invalid` is what has none (net/netfilter/nft_ct.c, nft_notrack_eval).
    private PacketSet untrack(PacketSet in) {
        PacketSet without = in.and(regions.only(Dimensions.STATE, INVALID));
        PacketSet untracked =
                regions.forgetting(without, Walk::isOfConnection).and(regions.only(Dimensions.STATE, UNTRACKED));
        return in.minus(without).or(untracked);
    }

    private PacketSet end(Rule rule, Ending ending, PacketSet may, PacketSet must) {
        watcher.ends(rule, ending, may, must);
        return regions.none();
    }

    // `may` come here with this verdict, `must` of them surely do.
    private PacketSet decide(Verdict verdict, Rule rule, PacketSet may, PacketSet must, Flow flow, int depth) {
        return switch (verdict) {
            case Verdict.Accept _ -> end(rule, Ending.ACCEPTED, may, must);
            case Verdict.Drop _ -> end(rule, Ending.DROPPED, may, must);
            case Verdict.Continue _ -> may;
            case Verdict.Return _ -> {
                watcher.leaves(rule, may);
                flow.returns(may.kept());
                yield regions.none();
            }
            case Verdict.Jump(String target) -> {
                flow.through(flow.through().or(into(target, may, depth)));
                yield regions.none();
            }
            case Verdict.Goto(String target) -> {
                watcher.leaves(rule, may);
                flow.returns(into(target, may, depth).kept());
                yield regions.none();
            }
        };
    }

    private PacketSet into(String target, PacketSet set, int depth) {
        Chain chain = table.chain(target);
        if (chain == null) {
            throw new Undecided("no chain " + target);
        }
        return chain(chain, set, depth + 1);
    }

    private PacketSet choose(Action.VerdictMap map, Rule rule, PacketSet in, Flow flow, int depth) {
        Meanings.Choices choices = table.choices(map);
        if (!choices.known()) {
            throw new Undecided("a map that the dump does not have");
        }
        boolean open = choices.stored() && !regions.asListed();
        PacketSet found = regions.none();
        PacketSet surely = regions.none();
        PacketSet goesOn = regions.none();
        for (Meanings.Choice choice : choices.choices()) {
            Region region = regions.of(choice.when());
            PacketSet may = open ? in : in.and(region.may());
            PacketSet must = open ? regions.none() : in.and(region.must());
            found = found.or(may);
            surely = surely.or(must);
            if (!may.isEmpty()) {
                goesOn = goesOn.or(decide(choice.verdict(), rule, may, must, flow, depth));
            }
        }
        watcher.matches(rule, found);
        flow.through(flow.through().or(in.minus(surely)));
        return goesOn;
    }

    private PacketSet translate(Action.Nat nat, Rule rule, PacketSet in, Flow flow) {
        boolean sure = nat.family().isEmpty()
                && nat.address().map(a -> a instanceof Value).orElse(true)
                && nat.port().map(p -> p instanceof Value).orElse(true);
        watcher.translates(rule, nat, in);
        watcher.ends(rule, Ending.TRANSLATED, in, sure ? in : regions.none());
        if (sure) {
            watcher.matches(rule, in);
            return regions.none();
        }
        flow.through(flow.through().or(in));
        return in;
    }

    private PacketSet refer(Action.ObjectReference object, PacketSet in, Flow flow) {
        return switch (object.kind()) {
            case COUNTER, SECMARK, TUNNEL -> {
                flow.through(flow.through().or(in));
                yield in;
            }
            case LIMIT, QUOTA, CT_TIMEOUT, CT_EXPECTATION, CT_HELPER, SYNPROXY -> {
                PacketSet after = regions.forgetting(in, Walk::isOfConnection);
                flow.through(flow.through().or(after));
                yield after;
            }
        };
    }

    private PacketSet unknown(Rule rule, PacketSet in, Flow flow) {
        watcher.matches(rule, in);
        watcher.ends(rule, Ending.ELSEWHERE, in, regions.none());
        PacketSet after = regions.forgetting(in, _ -> true);
        flow.through(flow.through().or(after));
        return after;
    }

    private PacketSet write(Meanings.Written written, PacketSet in, Flow flow) {
        Region there = regions.of(written.there());
        flow.through(flow.through().or(written.sure() ? in.minus(there.must()) : in));
        PacketSet before = in.and(there.may());
        PacketSet after = regions.forgetting(before, Dimension::isOpaque);
        for (Meanings.Piece piece : written.pieces()) {
            after = regions.written(after, piece);
        }
        return written.stays() ? after.or(before) : after;
    }

    private static boolean isOfConnection(Dimension dimension) {
        return dimension instanceof Dimension.OfConnection || dimension.isOpaque();
    }
}
