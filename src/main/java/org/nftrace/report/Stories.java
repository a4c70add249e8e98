package org.nftrace.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;

/// The branches that were told so far. One that goes through the same hooks as an earlier one is told by what is
/// different.
final class Stories {
    private static final int MOST_DIFFERENCES = 4;

    private final List<Story> told = new ArrayList<>();

    /// A branch and what was told of it.
    ///
    /// @param hooks    the hooks that it comes to, in order
    /// @param sections what was told of each
    record Story(String letter, List<String> hooks, Set<Place> rules, List<List<Told>> sections) {
        static Story of(String letter, List<Section> sections) {
            var hooks = new ArrayList<String>();
            var rules = new HashSet<Place>();
            for (Section section : sections) {
                hooks.add(section.hook().map(h -> h.layer() + " " + h.hook()).orElse(""));
                for (Item item : section.items()) {
                    if (item.step() instanceof Step.Matched(var place, _)) {
                        rules.add(place);
                    }
                }
            }
            return new Story(letter, hooks, rules, new ArrayList<>());
        }
    }

    void add(Story story) {
        told.add(story);
    }

    /// {@return the branch that this one has most in common with, if there is one that comes to the same hooks}
    Optional<Story> model(Story story) {
        Story best = null;
        long most = 0;
        for (Story other : told) {
            long common = other.rules().stream().filter(story.rules()::contains).count();
            if (other.hooks().equals(story.hooks()) && (best == null || common > most)) {
                best = other;
                most = common;
            }
        }
        return Optional.ofNullable(best);
    }

    /// {@return what is different in a hook, outcomes included; empty when it is too much to be laid beside the model}
    static Optional<List<Told>> differences(List<Told> section, List<Told> model) {
        if (section.size() != model.size()) {
            return Optional.empty();
        }
        var differences = new ArrayList<Told>();
        int count = 0;
        for (int i = 0; i < section.size(); i++) {
            Told mine = section.get(i);
            Told theirs = model.get(i);
            boolean lettered = mine.start().startsWith("[");
            if (mine.depth() != theirs.depth() || !lettered && !mine.start().equals(theirs.start())) {
                return Optional.empty();
            }
            boolean differs = lettered || !Objects.equals(mine.text(), theirs.text());
            count += differs ? 1 : 0;
            if (differs || mine.style() != Style.PLAIN && mine.style() != Style.HIT) {
                differences.add(mine);
            }
        }
        return count <= MOST_DIFFERENCES ? Optional.of(differences) : Optional.empty();
    }
}
