package org.nftrace.iptables;

import java.util.List;
import org.nftrace.text.Span;

/// An option and the words after it: `! --dport 22`.
///
/// @param flag  with its dashes, without what was attached to it
/// @param span  from the `!` or the option to its last word
record Part(boolean negated, String flag, Span flagSpan, List<Word> words, Span span) {
    Part {
        words = List.copyOf(words);
    }

    Part with(Word word) {
        return new Part(negated, flag, flagSpan, List.of(word), span.to(word.span()));
    }

    Word asWord() {
        return new Word(span.text(), span, false);
    }

    /// {@return whether `!` stands before the option, or before its first word}
    boolean isNegated() {
        return negated || !words.isEmpty() && words.getFirst().negated();
    }
}
