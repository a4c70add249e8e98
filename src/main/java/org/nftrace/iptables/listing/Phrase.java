package org.nftrace.iptables.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How `iptables -L` words an extension, and the options that `iptables -S` would print for it:
/// `tcp dpt:22` is `-m tcp --dport 22`.
///
/// @param extension the match or target
/// @param head      how it begins
/// @param items     what may follow, in any order
/// @param lossy     whether the wording leaves something out on which the meaning depends
public record Phrase(String extension, Pattern head, List<Item> items, boolean lossy) {
    /// A `!` that may stand before a wording, as its first group.
    static final String NOT = "(! ?)?";

    private static final String END_OF_WORD = "(?=\\s|$)";

    /// One wording and its options.
    public record Item(Pattern wording, Function<MatchResult, List<List<String>>> options) {}

    public Phrase {
        items = List.copyOf(items);
    }

    static Phrase of(String extension, String head, Item... items) {
        return new Phrase(extension, Pattern.compile(head), List.of(items), false);
    }

    static Phrase lossy(String extension, String head, Item... items) {
        return new Phrase(extension, Pattern.compile(head), List.of(items), true);
    }

    /// A wording whose options are a template: `$1` is its first group. A `!` before an option negates it, and words
    /// that come out empty are left out.
    static Item item(String wording, String template) {
        var words = List.of(template.split(" "));
        return new Item(compile(wording), found -> List.of(filled(words, found)));
    }

    /// A wording whose options have to be worked out.
    static Item item(String wording, Function<MatchResult, List<List<String>>> options) {
        return new Item(compile(wording), options);
    }

    /// A wording that says nothing for itself.
    static Item noise(String wording) {
        return new Item(compile(wording), _ -> List.of());
    }

    private static Pattern compile(String wording) {
        return Pattern.compile("(?:" + wording + ")" + END_OF_WORD);
    }

    private static List<String> filled(List<String> template, MatchResult found) {
        return template.stream()
                .map(word -> filled(word, found))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String filled(String word, MatchResult found) {
        String text = word;
        for (int i = found.groupCount(); i > 0; i--) {
            String group = found.group(i);
            text = text.replace("$" + i, group == null ? "" : group.strip());
        }
        return text;
    }

    /// {@return an option and its words, negated when `sign` is a `!`}
    static List<String> negatable(String sign, String... words) {
        var all = new ArrayList<String>();
        if (sign != null && sign.contains("!")) {
            all.add("!");
        }
        all.addAll(List.of(words));
        return all;
    }
}
