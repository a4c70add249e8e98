package org.nftrace.report;

import java.util.Optional;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.trace.Nearest;
import org.nftrace.trace.Place;
import org.nftrace.trace.Seen;

/// Why a rule was passed over: the statement that did not hold, what the packet has there, and what of a set is
/// nearest.
record WhyNot(Place place, Statement statement, Optional<Seen> seen) {

    /// {@return the statement as the dump has it}
    String failed() {
        return Lines.one(statement.span());
    }

    Optional<String> value() {
        return seen.map(ValueText::of);
    }

    Optional<Nearest> nearest() {
        return seen.flatMap(s -> Nearest.of(place, statement, s));
    }

    /// {@return an element of a set, in the spelling of what was looked up}
    String text(Value key) {
        return seen.map(s -> ValueText.of(new Seen(s.selector(), key))).orElseThrow();
    }

    /// {@return the nearest element, or the one that holds the value}
    Optional<String> nearestText() {
        return nearest().flatMap(n -> switch (n) {
            case Nearest.Element(var key) -> Optional.of(text(key));
            case Nearest.Holding(var key) -> Optional.of(text(key));
            case Nearest.EmptySet() -> Optional.empty();
        });
    }
}
