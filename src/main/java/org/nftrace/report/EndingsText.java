package org.nftrace.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ends of a trace that forked, each told once with all conditions that lead to it.
final class EndingsText {
    private static final int MOST_CONDITIONS = 4;
    private static final int MOST_ENDS = 16;
    private static final String INDENT = "    ";

    private final Words words;

    private record End(String text, Style style) {}

    EndingsText(Words words) {
        this.words = words;
    }

    void write(List<Ending> endings, Page page) {
        var ends = new LinkedHashMap<End, List<String>>();
        for (Ending ending : endings) {
            var conditions = ends.computeIfAbsent(end(ending), _ -> new ArrayList<>());
            conditions.add(
                    ending.rest() || ending.given().terms().isEmpty()
                            ? words.otherwise()
                            : words.condition(ending.given()));
        }
        if (ends.size() < 2) {
            return;
        }
        page.blank();
        page.heading(words.ends());
        ends.entrySet().stream().limit(MOST_ENDS).forEach(e -> write(e, page));
        if (ends.size() > MOST_ENDS) {
            page.prose("", Style.OPEN, words.more(ends.size() - MOST_ENDS));
        }
    }

    private void write(Map.Entry<End, List<String>> end, Page page) {
        page.prose("", end.getKey().style(), end.getKey().text());
        List<String> conditions = end.getValue();
        conditions.stream().limit(MOST_CONDITIONS).forEach(c -> page.prose(INDENT, Style.PLAIN, c));
        if (conditions.size() > MOST_CONDITIONS) {
            page.prose(INDENT, Style.PLAIN, words.more(conditions.size() - MOST_CONDITIONS));
        }
    }

    private End end(Ending ending) {
        var style = Outcomes.style(ending.outcome());
        String text = words.outcome(ending.outcome());
        return new End(
                style == Style.GOOD
                        ? ending.packet()
                                .map(p -> text + ": " + PacketText.whole(p))
                                .orElse(text)
                        : text,
                style);
    }
}
