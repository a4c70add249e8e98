package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Moved;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.text.Outline;
import org.nftrace.text.Span;

/// A rule that was read, by which others are read that differ from it in numbers, addresses and quoted strings only.
///
/// The statements in which nothing differs are taken as they were; of the others the options are read again, each
/// statement's for itself.
final class RuleForm {
    /// Their words decide how other options are read.
    private static final Set<String> PROTOCOL = Set.of("-p", "--protocol", "--proto");

    private static final Set<String> NAMING = Set.of("-m", "--match", "-j", "--jump", "-g", "--goto");

    // Nothing differs in what is moved.
    private static final Again NEVER = (_, _) -> Optional.empty();

    private final Outline line;
    private final String chain;
    private final Rule rule;
    private final List<Said> said;

    /// Reads one statement in another line.
    @FunctionalInterface
    interface Again {
        Optional<Statement> read(Counterpart there, Span rule);
    }

    /// A statement, the gaps in it from `first` to before `last`, and how it is read where they hold something else.
    private record Said(Statement statement, int first, int last, boolean moves, Again again) {}

    private RuleForm(Outline line, String chain, Rule rule, List<Said> said) {
        this.line = line;
        this.chain = chain;
        this.rule = rule;
        this.said = said;
    }

    /// {@return what can be learnt of a rule; nothing where it cannot be told of each gap which one statement it is of}
    static Optional<RuleForm> of(Outline line, String chain, List<Part> parts, Rule rule, Rereading ways) {
        List<Said> said = new ArrayList<>();
        for (Statement statement : rule.statements()) {
            Span span = statement.span();
            int first = line.gapsBefore(span.start());
            int last = line.gapsBefore(span.end());
            List<Part> its =
                    parts.stream().filter(part -> isIn(part.span(), span)).toList();
            boolean moves = Moved.isPossible(statement);
            Optional<Again> again = moves && first == last
                    ? Optional.of(NEVER)
                    : ways.of(statement, its, rule.span(), new Counterpart(line, line));
            if (again.isEmpty()) {
                return Optional.empty();
            }
            said.add(new Said(statement, first, last, moves, again.get()));
        }
        boolean all = isEachOfOne(said, line.gaps())
                && isProtocolFirst(parts, line)
                && parts.stream().allMatch(part -> isMovable(part, line));
        return all ? Optional.of(new RuleForm(line, chain, rule, said)) : Optional.empty();
    }

    private static boolean isIn(Span span, Span other) {
        return span.start() >= other.start() && span.end() <= other.end();
    }

    private static boolean isEachOfOne(List<Said> said, int gaps) {
        int[] found = new int[gaps];
        for (Said one : said) {
            for (int gap = one.first; gap < one.last; gap++) {
                found[gap]++;
            }
        }
        for (int times : found) {
            if (times != 1) {
                return false;
            }
        }
        return true;
    }

    // An option of a match is read with the protocol that was given before it; those with one dash have no match.
    private static boolean isProtocolFirst(List<Part> parts, Outline line) {
        boolean gaps = false;
        for (Part part : parts) {
            if (gaps && PROTOCOL.contains(part.flag())) {
                return false;
            }
            gaps |= part.flag().startsWith("--") && gapsIn(part.span(), line) > 0;
        }
        return true;
    }

    private static boolean isMovable(Part part, Outline line) {
        int gaps = gapsIn(part.span(), line);
        int inWords = 0;
        for (Word word : part.words()) {
            int its = gapsIn(word.span(), line);
            // `-4` is an option, `-5` a word
            boolean dashed = word.span().source().text().charAt(word.span().start()) == '-';
            if (its > 0
                    && (dashed || !word.text().equals(Word.unquoted(word.span().text())))) {
                return false;
            }
            inWords += its;
        }
        boolean decides = PROTOCOL.contains(part.flag()) || isNaming(part);
        return gaps == 0 || inWords == gaps && !decides;
    }

    /// {@return whether it names a match or target: `-m tcp`, `-j LOG`}
    static boolean isNaming(Part part) {
        return NAMING.contains(part.flag());
    }

    private static int gapsIn(Span span, Outline line) {
        return line.gapsBefore(span.end()) - line.gapsBefore(span.start());
    }

    /// {@return the rule of a line of the same outline; nothing where there is more to say about it}
    Optional<RulesAhead.Appended> rule(Outline at) {
        var there = new Counterpart(line, at);
        var moved = new Moved(there::span);
        Span whole = there.span(rule.span());
        var statements = new Statement[said.size()];
        for (int i = 0; i < statements.length; i++) {
            Said one = said.get(i);
            if (one.moves && line.holdsSame(one.first, one.last, at)) {
                statements[i] = moved.statement(one.statement);
            } else {
                Optional<Statement> read = one.again.read(there, whole);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                statements[i] = read.get();
            }
        }
        var read = new Rule(whole, List.of(statements), rule.comment(), rule.handle());
        return Optional.of(new RulesAhead.Appended(chain, read));
    }
}
