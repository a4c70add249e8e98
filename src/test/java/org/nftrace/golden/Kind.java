package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.golden.Txtar.Section;

/// One sort of golden file: which of its sections are computed, and how.
///
/// @param outputs every section that [#answer] may return; the others are its input
/// @param answer  takes a file, whose outputs it should not look at, and returns the output sections; one that is left
///                out must not be in the file
record Kind(Set<String> outputs, Answer answer) {
    Kind {
        outputs = Set.copyOf(outputs);
    }

    interface Answer {
        List<Section> to(Txtar file) throws Exception;
    }

    /// {@return the file as it should be: computed sections stand where they stood, new ones at the end}
    Txtar fill(Txtar file) throws Exception {
        var computed = new ArrayList<>(answer.to(file));
        var sections = new ArrayList<Section>();
        for (var section : file.sections()) {
            if (!outputs.contains(section.name())) {
                sections.add(section);
                continue;
            }
            computed.stream()
                    .filter(other -> other.name().equals(section.name()))
                    .findFirst()
                    .ifPresent(other -> {
                        sections.add(other);
                        computed.remove(other);
                    });
        }
        sections.addAll(computed);
        return new Txtar(file.prose(), sections);
    }
}
