package org.nftrace.lint;

import java.util.List;
import java.util.Optional;
import org.nftrace.text.Span;

/// What a check found.
///
/// @param span    the rule, chain or element that is meant
/// @param related other places that explain it
/// @param packet  one that shows it
public record Finding(Card card, Span span, Said message, List<Related> related, Optional<Shown> packet) {

    public record Related(Span span, Said message) {}

    public Finding {
        related = List.copyOf(related);
    }

    public static Finding of(Card card, Span span, Said message) {
        return new Finding(card, span, message, List.of(), Optional.empty());
    }

    public Finding with(Span place, Said said) {
        var more = new java.util.ArrayList<>(related);
        more.add(new Related(place, said));
        return new Finding(card, span, message, more, packet);
    }

    public Finding with(Optional<Shown> shown) {
        return new Finding(card, span, message, related, shown);
    }
}
