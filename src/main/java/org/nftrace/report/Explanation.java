package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.lint.Card;

/// `--explain ID` and `--list`: what checks there are, what they find, and what to do instead.
public final class Explanation {
    private final Language language;

    public Explanation(Language language) {
        this.language = language;
    }

    public void list(List<Card> cards, PrintWriter out) {
        for (Card card : cards) {
            out.printf(
                    "%s  %-7s  %-22s  %s%n",
                    card.id(), Notation.word(card.level()), card.name(), FindingWords.in(language, card.what()));
        }
    }

    public void explain(Card card, PrintWriter out) {
        out.println(card.id() + " " + card.name() + " (" + Notation.word(card.level()) + ")");
        out.println();
        for (var said : List.of(card.what(), card.why(), card.instead())) {
            out.println(FindingWords.in(language, said));
        }
        out.println();
        out.println(
                switch (language) {
                    case EN -> "Flagged:";
                    case JA -> "指摘される例:";
                });
        sample(card.flagged(), out);
        out.println(
                switch (language) {
                    case EN -> "Clean:";
                    case JA -> "指摘されない例:";
                });
        sample(card.clean(), out);
    }

    private static void sample(String text, PrintWriter out) {
        out.println();
        text.lines().forEach(line -> out.println(line.isEmpty() ? "" : "    " + line));
        out.println();
    }
}
