package org.nftrace.report;

/// Text in XML 1.0.
final class Xml {
    private Xml() {}

    /// {@return the text for an attribute or an element; what XML cannot hold is spelled out}
    static String text(String text) {
        return Escape.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
