package org.nftrace.text;

import java.util.Locale;

/// Something to say about a place in an input: `dump.nft:12:5: error: unknown statement 'foo', expected …`.
///
/// Messages are lower case, without a full stop, quote the user's text and say what was expected.
public record Diagnostic(Severity severity, Span span, String message) {

    public enum Severity {
        ERROR,
        WARNING,
        NOTE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Diagnostic error(Span span, String message) {
        return new Diagnostic(Severity.ERROR, span, message);
    }

    public static Diagnostic warning(Span span, String message) {
        return new Diagnostic(Severity.WARNING, span, message);
    }

    public static Diagnostic note(Span span, String message) {
        return new Diagnostic(Severity.NOTE, span, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// {@return `file:line:col: severity: message`, raw: whoever prints it escapes it}
    @Override
    public String toString() {
        return span + ": " + severity + ": " + message;
    }
}
