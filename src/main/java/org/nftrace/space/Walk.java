package org.nftrace.space;

import java.math.BigInteger;
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

    private PacketSet chain(Chain chain, PacketSet start, int depth) {
        watcher.enters(chain, start);
        var flow = new Flow(start, regions.none(), chain.rules().size());
        for (Rule rule : chain.rules()) {
            if (flow.isSpent()) {
                break;
            }
            if (!watcher.skips(rule)) {
                rule(rule, flow, depth);
            }
        }
        return flow.back();
    }

    private void rule(Rule rule, Flow flow, int depth) {
        Interruption.check();
        if (--steps < 0 || depth > DEEPEST) {
            throw new Undecided("too many steps");
        }
        watcher.reaches(rule, flow::through);
        Step.Run run = table.run(rule);
        Region asked = regions.of(run.asked());
        if (watcher.countsOnly() && run.isFinal(depth == 0) && flow.isSeenToMeet(asked)) {
            watcher.counts(rule);
            flow.loses(asked.must());
            return;
        }
        PacketSet met = flow.meeting(asked);
        if (!met.isEmpty()) {
            var work = new Work(rule, flow, new Pile(regions.none()), depth);
            does(run, met, work);
            flow.passes(asked, met, work.on().union());
            work.on().clear();
        }
        met.release();
    }

    /// A rule at work.
    ///
    /// @param on those that go on with the next rule
    private record Work(Rule rule, Flow flow, Pile on, int depth) {}

    private void does(Step.Run run, PacketSet met, Work work) {
        PacketSet in = met;
        for (Step step : run.steps()) {
            in = switch (step) {
                case Step.Asks asks -> asks(regions.of(asks), in, work);
                case Step.Does(Action action) -> action(action, in, work);
            };
            if (in.isEmpty()) {
                return;
            }
        }
        if (!run.decides()) {
            watcher.matches(work.rule(), in);
        }
        work.on().add(in);
    }

    // Most rules have nothing to do with a narrow set: then it goes on as it is.
    private static PacketSet asks(Region region, PacketSet in, Work work) {
        PacketSet matching = in.and(region.may());
        work.on().add(matching.isEmpty() ? in : in.minus(region.must()));
        return matching;
    }

    // What comes back goes on with the next statement.
    private PacketSet action(Action action, PacketSet in, Work work) {
        return switch (action) {
            case Action.Decide decide -> {
                watcher.matches(work.rule(), in);
                yield decide(decide.verdict(), in, in, work);
            }
            case Action.VerdictMap map -> choose(map, in, work);
            case Action.Reject _ -> {
                watcher.matches(work.rule(), in);
                yield end(work, Ending.REJECTED, in, in);
            }
            case Action.Nat nat -> translate(nat, in, work);
            case Action.Queue _, Action.Fwd _ -> {
                watcher.matches(work.rule(), in);
                yield end(work, Ending.ELSEWHERE, in, in);
            }
            case Action.Assign assign -> write(table.written(assign), in, work);
            case Action.Notrack _ -> untrack(in);
            case Action.SetUpdate _, Action.Tproxy _ -> {
                work.on().add(in);
                yield in;
            }
            case Action.ObjectReference object -> refer(object, in, work);
            case Action.Synproxy _, Action.XtTarget _ -> unknown(in, work);
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

    private PacketSet end(Work work, Ending ending, PacketSet may, PacketSet must) {
        watcher.ends(work.rule(), ending, may, must);
        return regions.none();
    }

    // `may` come here with this verdict, `must` of them surely do.
    private PacketSet decide(Verdict verdict, PacketSet may, PacketSet must, Work work) {
        return switch (verdict) {
            case Verdict.Accept _ -> end(work, Ending.ACCEPTED, may, must);
            case Verdict.Drop _ -> end(work, Ending.DROPPED, may, must);
            case Verdict.Continue _ -> may;
            case Verdict.Return _ -> {
                watcher.leaves(work.rule(), may);
                work.flow().returns(may);
                yield regions.none();
            }
            case Verdict.Jump(String target) -> {
                PacketSet back = into(target, may, work.depth());
                work.on().add(back);
                back.release();
                yield regions.none();
            }
            case Verdict.Goto(String target) -> {
                watcher.leaves(work.rule(), may);
                PacketSet back = into(target, may, work.depth());
                work.flow().returns(back);
                back.release();
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

    private PacketSet choose(Action.VerdictMap map, PacketSet in, Work work) {
        Meanings.Choices choices = table.choices(map);
        if (!choices.known()) {
            throw new Undecided("a map that the dump does not have");
        }
        boolean open = choices.stored() && !regions.asListed();
        var found = new Pile(regions.none());
        var surely = new Pile(regions.none());
        var goesOn = new Pile(regions.none());
        for (Meanings.Choice choice : choices.choices()) {
            Region region = regions.of(choice.when());
            PacketSet may = open ? in : in.and(region.may());
            PacketSet must = open ? regions.none() : in.and(region.must());
            found.add(may);
            surely.add(must);
            if (!may.isEmpty()) {
                goesOn.add(decide(choice.verdict(), may, must, work));
            }
        }
        watcher.matches(work.rule(), found.union());
        work.on().add(surely.takenFrom(in));
        return goesOn.union();
    }

    private PacketSet translate(Action.Nat nat, PacketSet in, Work work) {
        boolean sure = nat.family().isEmpty()
                && nat.address().map(a -> a instanceof Value).orElse(true)
                && nat.port().map(p -> p instanceof Value).orElse(true);
        watcher.translates(work.rule(), nat, in);
        watcher.ends(work.rule(), Ending.TRANSLATED, in, sure ? in : regions.none());
        if (sure) {
            watcher.matches(work.rule(), in);
            return regions.none();
        }
        work.on().add(in);
        return in;
    }

    private PacketSet refer(Action.ObjectReference object, PacketSet in, Work work) {
        return switch (object.kind()) {
            case COUNTER, SECMARK, TUNNEL -> {
                work.on().add(in);
                yield in;
            }
            case LIMIT, QUOTA, CT_TIMEOUT, CT_EXPECTATION, CT_HELPER, SYNPROXY -> {
                PacketSet after = regions.forgetting(in, Walk::isOfConnection);
                work.on().add(after);
                yield after;
            }
        };
    }

    private PacketSet unknown(PacketSet in, Work work) {
        watcher.matches(work.rule(), in);
        watcher.ends(work.rule(), Ending.ELSEWHERE, in, regions.none());
        PacketSet after = regions.forgetting(in, _ -> true);
        work.on().add(after);
        return after;
    }

    private PacketSet write(Meanings.Written written, PacketSet in, Work work) {
        Region there = regions.of(written.there());
        work.on().add(written.sure() ? in.minus(there.must()) : in);
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
