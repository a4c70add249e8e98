package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.text.Outline;
import org.nftrace.text.Span;

/// Another line of the same outline: what stands there where something stands in the first.
///
/// @param first the line that was read before
/// @param line  the other one
record Counterpart(Outline first, Outline line) {

    Span span(Span span) {
        return new Span(span.source(), first.counterpart(span.start(), line), first.counterpart(span.end(), line));
    }

    String text(Word word) {
        Span span = word.span();
        return first.gapsBefore(span.start()) == first.gapsBefore(span.end())
                ? word.text()
                : Word.unquoted(span.source()
                        .text()
                        .substring(first.counterpart(span.start(), line), first.counterpart(span.end(), line)));
    }

    List<String> texts(Part part) {
        var texts = new String[part.words().size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(part.words().get(i));
        }
        return List.of(texts);
    }

    Part part(Part part) {
        List<Word> words = new ArrayList<>(part.words().size());
        for (Word word : part.words()) {
            words.add(new Word(text(word), span(word.span()), word.negated()));
        }
        return new Part(part.negated(), part.flag(), span(part.flagSpan()), words, span(part.span()));
    }
}
