package org.nftrace.report;

/// What a piece of output is; how it looks follows from that (ECMA-48, Select Graphic Rendition).
public enum Style {
    PLAIN(""),
    /// a step's number or arrow
    NUMBER("36;1"),
    /// what the packet was not changed by: passed-over rules, left-out lines
    FAINT("2"),
    /// a rule that matched
    HIT("1"),
    HEADING("1;4"),
    GOOD("32;1"),
    BAD("31;1"),
    OPEN("33;1");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /// {@return the text with its codes around it}
    String paint(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
