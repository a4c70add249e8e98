package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// `--format steps`: one line a step, all of its fields, in no human language; stable enough for tests.
///
///     (2) rule ip nat PREROUTING 1: jump DOCKER | fib daddr type local counter jump DOCKER
///
/// What stands after ` | ` is the rule's text, which differs between the languages of dumps; all else does not.
public final class StepsFormat implements TraceFormat {
    private final Verbosity verbosity;
    private final Generators generators = new Generators();

    public StepsFormat(Verbosity verbosity) {
        this.verbosity = verbosity;
    }

    @Override
    public void write(Trace whole, PrintWriter out) {
        Trace trace = verbosity.of(whole);
        out.println(
                "packet " + Escape.line(PacketText.description(trace.packet().packet())));
        lines(trace.steps()).forEach(out::println);
        out.println("verdict " + Fate.of(trace.steps()).label());
    }

    /// {@return the lines of the steps alone}
    public Stream<String> lines(List<Step> steps) {
        return lines(Numbering.of(steps), new StepLine(Assumptions.of(steps), generators), "");
    }

    private Stream<String> lines(List<Item> items, StepLine texts, String indent) {
        return items.stream().filter(i -> verbosity.shows(i.step())).flatMap(item -> {
            String number = item.number().isPresent() ? "(" + item.number().getAsInt() + ")" : "";
            String head = item.step() instanceof Step.EnteredHook
                    ? ""
                    : number + " ".repeat(Math.max(1, 5 - number.length()));
            String line = indent + head + Escape.line(texts.of(item.step()));
            return Stream.concat(Stream.of(line), branches(item, texts, indent + "     "));
        });
    }

    private Stream<String> branches(Item item, StepLine texts, String indent) {
        if (!(item.step() instanceof Step.Forked(_, var branches))) {
            return Stream.empty();
        }
        Stream<String> lines = Stream.empty();
        for (int i = 0; i < branches.size(); i++) {
            String condition = indent + "branch "
                    + Escape.line(Notation.condition(branches.get(i).condition()));
            var steps = lines(item.branches().get(i), texts, indent + "  ");
            lines = Stream.concat(lines, Stream.concat(Stream.of(condition), steps));
        }
        return lines;
    }
}
