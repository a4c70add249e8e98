package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// A rule that somebody asks about, or a whole chain.
///
/// @param index 1-based; absent for the chain
public record Target(Table table, Chain chain, OptionalInt index) {
    private static final Pattern LINE = Pattern.compile("(\\S+):(\\d{1,9})");
    private static final Pattern HANDLE = Pattern.compile("(?:(.*)\\s)?handle\\s+(\\d{1,18})");
    private static final Pattern RULE = Pattern.compile("(.+?)\\s+(\\d{1,9})");

    /// {@return the rule; nothing when it is a chain that is asked about}
    public Optional<Place> place() {
        return index.isPresent() ? Optional.of(new Place(table, chain, index.getAsInt())) : Optional.empty();
    }

    // Chains are told apart by where they stand: comparing their rules would take long.
    boolean isIn(Table home, Chain other) {
        return chain.name().equals(other.name())
                && table.family() == home.family()
                && table.name().equals(home.name())
                && chain.span().equals(other.span());
    }

    /// {@return all rules and chains that the name may mean: `ip filter FORWARD 3`, `FORWARD 3`, `ip filter FORWARD`,
    /// `ip filter handle 12`, `handle 12`, `dump.nft:31`}
    public static List<Target> find(Ruleset ruleset, String name) {
        String text = name.strip();
        Matcher line = LINE.matcher(text);
        if (line.matches()) {
            return atLine(ruleset, line.group(1), Integer.parseInt(line.group(2)));
        }
        Matcher handle = HANDLE.matcher(text);
        if (handle.matches()) {
            var wanted = OptionalLong.of(Long.parseLong(handle.group(2)));
            String[] words = words(Optional.ofNullable(handle.group(1)).orElse(""));
            return rules(
                    ruleset,
                    t -> isIn(t, words)
                            && t.place().orElseThrow().rule().handle().equals(wanted));
        }
        Matcher rule = RULE.matcher(text);
        if (rule.matches()) {
            int wanted = Integer.parseInt(rule.group(2));
            return rules(ruleset, t -> isNamed(t, words(rule.group(1))) && t.index.getAsInt() == wanted);
        }
        return chains(ruleset, t -> isNamed(t, words(text)));
    }

    /// {@return the names that chains go by: of those that are there, and of those that rules go to and no dump has}
    public static Set<String> chainNames(Ruleset ruleset) {
        var names = new TreeSet<String>();
        for (Target chain : chains(ruleset, _ -> true)) {
            names.add(chain.chain.name());
            chain.chain
                    .rules()
                    .forEach(rule -> rule.statements().stream()
                            .flatMap(Target::destination)
                            .forEach(names::add));
        }
        return names;
    }

    private static Stream<String> destination(Statement statement) {
        return switch (statement) {
            case Action.Decide(_, var verdict) -> verdict.target().stream();
            case Statement _ -> Stream.empty();
        };
    }

    private static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.strip().split("\\s+");
    }

    // `FORWARD`, `filter FORWARD`, `ip filter FORWARD`
    private static boolean isNamed(Target target, String[] words) {
        int count = words.length;
        return count >= 1
                && count <= 3
                && target.chain.name().equals(words[count - 1])
                && (count < 2 || target.table.name().equals(words[count - 2]))
                && (count < 3 || target.table.family().label().equals(words[0]));
    }

    // ``, `ip`, `ip filter`, `ip filter FORWARD`
    private static boolean isIn(Target target, String[] words) {
        return words.length <= 3
                && (words.length < 1 || target.table.family().label().equals(words[0]))
                && (words.length < 2 || target.table.name().equals(words[1]))
                && (words.length < 3 || target.chain.name().equals(words[2]));
    }

    private static List<Target> atLine(Ruleset ruleset, String file, int line) {
        var rules = rules(ruleset, t -> covers(t.place().orElseThrow().rule().span(), file, line));
        return rules.isEmpty()
                ? chains(
                        ruleset,
                        t -> isFrom(t.chain.span(), file)
                                && (t.chain.span().line() == line
                                        || t.chain
                                                .base()
                                                .filter(b -> covers(b.span(), file, line))
                                                .isPresent()))
                : rules;
    }

    private static boolean covers(Span span, String file, int line) {
        return isFrom(span, file)
                && span.line() <= line
                && span.source().line(Math.max(span.start(), span.end() - 1)) >= line;
    }

    private static boolean isFrom(Span span, String file) {
        String name = span.source().name();
        return name.equals(file) || name.endsWith("/" + file);
    }

    private static List<Target> chains(Ruleset ruleset, Predicate<Target> wanted) {
        var found = new ArrayList<Target>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                found.add(new Target(table, chain, OptionalInt.empty()));
            }
        }
        found.removeIf(wanted.negate());
        return found;
    }

    private static List<Target> rules(Ruleset ruleset, Predicate<Target> wanted) {
        var found = new ArrayList<Target>();
        for (Target chain : chains(ruleset, _ -> true)) {
            for (int i = 1; i <= chain.chain.rules().size(); i++) {
                var rule = new Target(chain.table, chain.chain, OptionalInt.of(i));
                if (wanted.test(rule)) {
                    found.add(rule);
                }
            }
        }
        return found;
    }
}
