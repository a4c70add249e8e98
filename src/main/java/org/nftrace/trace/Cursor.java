package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Statement;
import org.nftrace.packet.Packet;

/// Where in which rule a path is.
///
/// @param depth   how many jumps and gotos led to the rule's chain
/// @param index   of the statement that is next
/// @param changes what the rule has done to the packet so far; told after what became of the rule
record Cursor(ReadyRule rule, At at, int depth, int index, List<Step> changes) {

    Place place() {
        return rule.place();
    }

    Evaluator evaluator() {
        return rule.chain().home().evaluator();
    }

    Statement statement() {
        return rule.statement(index);
    }

    /// {@return what the statement asks, which is a match}
    Criterion criterion() {
        return rule.criterion(index);
    }

    /// {@return whether the rule goes on where the statement has nothing to do}
    boolean isOfTarget() {
        return rule.isOfTarget(statement());
    }

    Cursor next() {
        return new Cursor(rule, at, depth, index + 1, changes);
    }

    boolean isAtEnd() {
        return index == rule.length();
    }

    /// {@return this cursor, remembering what the statement did to the packet}
    Cursor changed(Packet before, Packet after) {
        if (before.equals(after)) {
            return this;
        }
        var change = new Step.Rewrote(before, after, new Cause.ByRule(place()));
        if (changes.isEmpty()) {
            return new Cursor(rule, at, depth, index, List.of(change));
        }
        var more = new ArrayList<>(changes);
        more.add(change);
        return new Cursor(rule, at, depth, index, List.copyOf(more));
    }
}
