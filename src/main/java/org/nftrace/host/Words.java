package org.nftrace.host;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// The words of a stretch of text, one after the other.
///
/// The asking methods (`address`, `number` …) take the next word and complain when it is none of what was asked for.
final class Words {
    private final Source source;
    private final Complaints complaints;
    private final int end;
    private int at;

    Words(Span span, Complaints complaints) {
        this.source = span.source();
        this.complaints = complaints;
        this.at = span.start();
        this.end = span.end();
        skipBlanks();
    }

    boolean hasNext() {
        return at < end;
    }

    /// {@return the next word without taking it; empty at the end}
    String peek() {
        return source.text().substring(at, wordEnd());
    }

    boolean skip(String word) {
        boolean there = hasNext() && peek().equals(word);
        if (there) {
            next();
        }
        return there;
    }

    /// {@return the next word; at the end, the empty stretch there}
    Span next() {
        Span word = source.span(at, wordEnd());
        at = word.end();
        skipBlanks();
        return word;
    }

    String text(String what) {
        Span word = next();
        if (word.text().isEmpty()) {
            missing(word, what);
        }
        return word.text();
    }

    Optional<Address> address() {
        Span word = next();
        var address = Address.parse(word.text());
        if (address.isEmpty()) {
            missing(word, "an address");
        }
        return address;
    }

    Optional<Prefix> prefix() {
        Span word = next();
        var prefix = Prefix.parse(word.text());
        if (prefix.isEmpty()) {
            missing(word, "an address or network");
        }
        return prefix;
    }

    OptionalLong number(String what) {
        Span word = next();
        OptionalLong number = Numbers.parse(word.text());
        if (number.isEmpty()) {
            missing(word, what);
        }
        return number;
    }

    OptionalInt small(String what) {
        OptionalLong number = number(what);
        return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    void missing(Span where, String what) {
        String found = where.text().isEmpty() ? "the end of the line" : "'" + where.text() + "'";
        complaints.error(where, "found " + found + " where " + what + " was expected");
    }

    private int wordEnd() {
        int to = at;
        while (to < end && source.text().charAt(to) > ' ') {
            to++;
        }
        return to;
    }

    // iproute2 writes '\' for a line end when asked for one line a thing (ip -o).
    private void skipBlanks() {
        while (at < end && (source.text().charAt(at) <= ' ' || source.text().charAt(at) == '\\')) {
            at++;
        }
    }
}
