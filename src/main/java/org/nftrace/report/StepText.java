package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Step;

/// Single steps in the words of `--format steps`, for those who go through a trace one by one.
public final class StepText {
    private final StepLine text;

    /// @param steps the whole trace, whose assumptions are numbered together
    public StepText(List<Step> steps) {
        this.text = new StepLine(Assumptions.of(steps), new Generators());
    }

    /// {@return the line of one step, with its number}
    public String line(Item item) {
        String number = item.number().isPresent() ? "(" + item.number().getAsInt() + ") " : "";
        return Escape.line(number + text.of(item.step()));
    }

    /// {@return the conditions of a fork's branches, in their order}
    public static List<String> conditions(Step.Forked fork) {
        var conditions = new ArrayList<String>();
        fork.branches().forEach(branch -> conditions.add(Escape.line(Notation.condition(branch.condition()))));
        return conditions;
    }

    /// {@return the packet as `--packet` takes it}
    public static String packet(Packet packet) {
        return Escape.line(PacketText.description(packet));
    }
}
