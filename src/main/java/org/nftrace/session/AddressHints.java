package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.report.Escape;

/// What the words of a rule's name may be: families, tables, chains, numbers with the rule beside them, handles.
public final class AddressHints {
    private static final int LONGEST_NOTE = 60;

    private AddressHints() {}

    /// @param words    the words of the name so far
    /// @param position of the word that is asked for
    public static List<Verb.Hint> of(Ruleset ruleset, List<String> words, int position) {
        return switch (position) {
            case 0 ->
                ruleset.tables().stream()
                        .map(t -> t.family().label())
                        .distinct()
                        .map(Verb.Hint::of)
                        .toList();
            case 1 ->
                ruleset.tables().stream()
                        .filter(t -> t.family().label().equals(words.getFirst()))
                        .map(t -> Verb.Hint.of(t.name(), count(t.chains().size(), "chain")))
                        .toList();
            case 2 ->
                chains(ruleset, words).stream()
                        .map(c -> Verb.Hint.of(c.name(), note(c)))
                        .toList();
            case 3 -> rules(ruleset, words);
            case 4 -> words.get(3).equals("handle") ? handles(ruleset, words) : List.of();
            default -> List.of();
        };
    }

    private static List<Chain> chains(Ruleset ruleset, List<String> words) {
        return RuleAddress.family(words.get(0))
                .flatMap(family -> ruleset.table(family, words.get(1)))
                .map(Table::chains)
                .orElse(List.of());
    }

    private static List<Verb.Hint> rules(Ruleset ruleset, List<String> words) {
        var hints = new ArrayList<Verb.Hint>();
        for (Chain chain : chains(ruleset, words)) {
            if (chain.name().equals(words.get(2))) {
                IntStream.range(0, chain.rules().size())
                        .mapToObj(i -> Verb.Hint.of(
                                Integer.toString(i + 1),
                                note(chain.rules().get(i).text())))
                        .forEach(hints::add);
            }
        }
        return hints;
    }

    private static List<Verb.Hint> handles(Ruleset ruleset, List<String> words) {
        return chains(ruleset, words).stream()
                .filter(chain -> chain.name().equals(words.get(2)))
                .flatMap(chain -> chain.rules().stream())
                .filter(rule -> rule.handle().isPresent())
                .map(rule -> Verb.Hint.of(Long.toString(rule.handle().getAsLong()), note(rule.text())))
                .toList();
    }

    private static String note(Chain chain) {
        return chain.base().map(b -> b.hook().label() + " hook, ").orElse("")
                + count(chain.rules().size(), "rule");
    }

    static String note(String rule) {
        String line = Escape.line(rule.strip().replaceAll("\\s+", " "));
        return line.length() > LONGEST_NOTE ? line.substring(0, LONGEST_NOTE - 1) + "…" : line;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
