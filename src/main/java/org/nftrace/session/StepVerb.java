package org.nftrace.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// `step`, `into`, `over`, `out`, `back`, `until CHAIN`, `continue`: through the trace of the packet, a rule at a time.
final class StepVerb implements Verb {
    private final Kind kind;

    enum Kind {
        STEP("step [BRANCH]", "go on by one rule; at a fork, into a branch"),
        INTO("into", "follow the jump of this rule"),
        OVER("over", "go on to the next rule of this chain"),
        OUT("out", "go on to where this chain returns to"),
        BACK("back", "go back by one rule"),
        UNTIL("until CHAIN", "go on to where a chain is entered"),
        CONTINUE("continue", "go on to the next breakpoint, or to the end");

        private final String usage;
        private final String summary;

        Kind(String usage, String summary) {
            this.usage = usage;
            this.summary = summary;
        }
    }

    StepVerb(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String usage() {
        return kind.usage;
    }

    @Override
    public String summary() {
        return kind.summary;
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needPacket(call.words().getFirst().span());
        Walk walk = state.walk().orElseGet(() -> Walk.of(Packets.last(state.book(), state.lines())));
        if (kind == Kind.BACK) {
            if (walk.at() <= 0) {
                throw new Refusal(call.words().getFirst().span(), "this is where the packet comes in");
            }
            return told(walk, walk.to(walk.at() - 1), state, desk);
        }
        Walk onward = chosen(call, walk);
        if (onward.isAtEnd()) {
            throw new Refusal(
                    call.words().getFirst().span(),
                    onward.here().flatMap(Walk.Stop::fork).isPresent()
                            ? "here the way forks; 'step 1' takes the first"
                            : "the trace ends here; 'back' goes back");
        }
        return told(onward, onward.to(target(call, state, onward)), state, desk);
    }

    private Walk chosen(Call call, Walk walk) throws Refusal {
        if (kind != Kind.STEP || call.arguments().isEmpty()) {
            return walk;
        }
        var word = call.arguments().getFirst();
        var fork = walk.here().flatMap(Walk.Stop::fork);
        if (fork.isEmpty()) {
            throw new Refusal(word.span(), "the way does not fork here; 'step' goes on");
        }
        int branches = fork.get().branches().size();
        int branch = word.text().matches("\\d{1,3}") ? Integer.parseInt(word.text()) : 0;
        if (branch < 1 || branch > branches) {
            throw new Refusal(word.span(), "the number of a branch was expected, 1 to " + branches);
        }
        return walk.into(branch - 1);
    }

    private int target(Call call, State state, Walk walk) throws Refusal {
        int depth = walk.here().map(Walk.Stop::depth).orElse(0);
        return switch (kind) {
            case STEP, BACK -> walk.at() + 1;
            case INTO -> {
                if (walk.stops().get(walk.at() + 1).depth() <= depth) {
                    throw new Refusal(call.words().getFirst().span(), "this rule leads into no chain; 'step' goes on");
                }
                yield walk.at() + 1;
            }
            case OVER -> next(walk, stop -> stop.depth() <= depth);
            case OUT -> next(walk, stop -> stop.depth() < depth);
            case UNTIL -> {
                var place = chain(call, state);
                String chain = place.table().label(place.chain());
                yield next(walk, stop -> stopsAt(new Breakpoint.AtChain(chain), stop));
            }
            case CONTINUE -> next(walk, stop -> state.breaks().stream().anyMatch(b -> stopsAt(b, stop)));
        };
    }

    private static RuleAddress.ChainPlace chain(Call call, State state) throws Refusal {
        return new RuleAddress(state.book().loaded().ruleset(), call).chain(0).value();
    }

    private static boolean stopsAt(Breakpoint breakpoint, Walk.Stop stop) {
        return stop.items().stream().anyMatch(item -> breakpoint.stopsAt(item.step()));
    }

    // Where nothing is as it was asked for, the walk ends at its end.
    private static int next(Walk walk, Predicate<Walk.Stop> wanted) {
        for (int i = walk.at() + 1; i < walk.stops().size(); i++) {
            if (wanted.test(walk.stops().get(i))) {
                return i;
            }
        }
        return walk.stops().size() - 1;
    }

    // What lies between is told too, but for what step by step would show: the rules of deeper chains.
    private static Answer told(Walk from, Walk to, State state, Desk desk) {
        Optional<Walk.Stop> here = to.here();
        boolean far = to.at() - from.at() > 1;
        if (far) {
            int between = to.at() - from.at() - 1;
            desk.say(between == 1 ? "… 1 stop between" : "… " + between + " stops between");
        }
        here.ifPresent(stop -> to.lines(stop).forEach(desk::say));
        return Answer.of(state.with(to));
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return kind == Kind.UNTIL && argument < 3
                ? AddressHints.of(state.book().loaded().ruleset(), call.texts(), argument)
                : List.of();
    }
}
