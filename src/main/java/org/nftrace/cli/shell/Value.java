package org.nftrace.cli.shell;

import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/// What may stand where the user is asked for a value.
sealed interface Value {

    /// The option is a flag: `--brief`.
    record None() implements Value {}

    /// One of a few words: `--lang en`.
    record Words(List<String> words) implements Value {
        public Words {
            words = List.copyOf(words);
        }
    }

    /// The name of a file: `--ruleset FILE`.
    record File() implements Value {}

    /// What only the user knows: `--packet PACKET`.
    record Text() implements Value {}

    static Value of(ArgSpec spec) {
        if (spec.arity().max() == 0) {
            return new None();
        }
        if (spec.completionCandidates() != null) {
            return new Words(StreamSupport.stream(spec.completionCandidates().spliterator(), false)
                    .toList());
        }
        var label = spec.paramLabel();
        return label.contains("FILE") || label.contains("DIR") ? new File() : new Text();
    }
}
