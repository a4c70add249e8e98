package org.nftrace.report;

import org.nftrace.text.Span;

/// Stretches of a dump as single lines.
final class Lines {
    private Lines() {}

    /// {@return the whole text, line breaks and what indents the next line made one blank}
    static String one(Span span) {
        String text = span.text();
        return (text.indexOf('\n') < 0 ? text : text.replaceAll("\\s*[\\r\\n]\\s*", " ")).strip();
    }

    /// {@return the text with the semicolon that ends it in the dump}
    static String withEnd(Span span) {
        String text = span.source().text();
        boolean ends = span.end() < text.length() && text.charAt(span.end()) == ';';
        return one(span) + (ends ? ";" : "");
    }

    /// {@return the line that opens a table or chain, up to its brace}
    static String opening(Span span) {
        String text = span.text();
        int brace = text.indexOf('{');
        int end = text.indexOf('\n');
        int cut = end < 0 || brace >= 0 && brace < end ? brace + 1 : end;
        return (cut > 0 ? text.substring(0, cut) : text).strip();
    }
}
