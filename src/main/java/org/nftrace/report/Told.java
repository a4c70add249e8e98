package org.nftrace.report;

import java.util.List;

/// A sentence of the article before it is laid out, so that two branches can be laid side by side.
///
/// @param depth of how many forks it is inside
/// @param start `(3) ` or `[a] `; empty where it stands alone
record Told(int depth, String start, Style style, String text) {

    static void write(List<Told> sentences, Page page) {
        for (Told told : sentences) {
            Page inside = page;
            for (int i = 0; i < told.depth(); i++) {
                inside = inside.branch();
            }
            inside.prose(told.start(), told.style(), told.text());
        }
    }
}
