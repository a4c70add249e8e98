package org.nftrace.nft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser.OnSubjectContext;
import org.nftrace.grammar.NftParser.RuleContext;
import org.nftrace.grammar.NftParser.StatementContext;
import org.nftrace.ir.Match;
import org.nftrace.ir.Moved;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.text.Outline;
import org.nftrace.text.Span;

/// The tree of a rule that was read, whose words can be moved to those of another rule that differs in numbers,
/// addresses and quoted strings only: the lexer and the parser would make the same of it.
///
/// The readers then read the tree as any other, but for the statements in which nothing differs.
final class RuleForm {
    private final Outline line;
    private final Piece piece;
    private final RuleContext tree;
    private final List<Word> words;
    private final List<Part> parts;
    private final Moved moved = new Moved(this::moved);
    private Outline at;

    /// A token, where it stands in the first line, and behind how many gaps.
    private record Word(CommonToken token, int start, int stop, int gapsBefore, int gapsBeforeEnd) {

        static Word of(CommonToken token, Outline line) {
            int start = token.getStartIndex();
            int end = token.getStopIndex() + 1;
            return new Word(token, start, end - 1, line.gapsBefore(start), line.gapsBefore(end));
        }

        void move(int[] shifts) {
            token.setStartIndex(start + shifts[gapsBefore]);
            token.setStopIndex(stop + shifts[gapsBeforeEnd]);
        }

        boolean isGap() {
            return switch (token.getType()) {
                case NftLexer.NUMBER, NftLexer.IPV4, NftLexer.STRING -> true;
                default -> false;
            };
        }
    }

    /// A statement as it was read, with the gaps in it from `first` to before `last`.
    ///
    /// @param moves      whether it is moved where nothing differs
    /// @param comparison of which only the value differs
    private record Part(
            StatementContext tree,
            Statement read,
            int first,
            int last,
            boolean moves,
            Optional<Comparison> comparison) {

        static Part of(StatementContext tree, Statement read, Outline line) {
            int first = line.gapsBefore(tree.start.getStartIndex());
            int last = line.gapsBefore(tree.stop.getStopIndex() + 1);
            Optional<Comparison> comparison = tree instanceof OnSubjectContext compared
                            && read instanceof Match.Compare
                            && line.gapsBefore(compared.subject().stop.getStopIndex() + 1) == first
                    ? Optional.of(new Comparison(compared))
                    : Optional.empty();
            return new Part(tree, read, first, last, Moved.isPossible(read), comparison);
        }
    }

    private RuleForm(Outline line, Piece piece, RuleContext tree, List<Word> words, List<Part> parts) {
        this.line = line;
        this.piece = piece;
        this.tree = tree;
        this.words = words;
        this.parts = parts;
        this.at = line;
    }

    /// {@return what can be learnt of a rule that was all of a line; nothing where a gap is not a word}
    static Optional<RuleForm> of(Outline line, Piece piece, RuleContext tree, Rule rule) {
        List<Word> words = tokens(piece, tree).stream()
                .map(token -> Word.of((CommonToken) token, line))
                .toList();
        if (piece.end() != Piece.End.STATEMENT || !hasAllGaps(words, line)) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (StatementContext statement : tree.statement()) {
            parts.add(Part.of(statement, rule.statements().get(parts.size()), line));
        }
        return Optional.of(new RuleForm(line, piece, tree, words, parts));
    }

    private static Set<Token> tokens(Piece piece, RuleContext tree) {
        Set<Token> tokens = Collections.newSetFromMap(new IdentityHashMap<>());
        tokens.addAll(piece.tokens());
        piece.remark().ifPresent(tokens::add);
        addTokens(tree, tokens);
        return tokens;
    }

    private static void addTokens(ParserRuleContext tree, Set<Token> tokens) {
        for (ParseTree child : tree.children) {
            switch (child) {
                case TerminalNode leaf -> tokens.add(leaf.getSymbol());
                case ParserRuleContext inner when inner.children != null -> addTokens(inner, tokens);
                default -> {}
            }
        }
    }

    // A comment may have gaps inside.
    private static boolean hasAllGaps(List<Word> words, Outline line) {
        int found = 0;
        for (Word word : words) {
            for (int gap = 0; gap < line.gaps(); gap++) {
                boolean touches = word.start < line.gapEnd(gap) && word.stop >= line.gapStart(gap);
                boolean fills = word.start == line.gapStart(gap) && word.stop + 1 == line.gapEnd(gap);
                if (touches && !(fills && word.isGap()) && word.token.getType() != NftLexer.REMARK) {
                    return false;
                }
                found += touches ? 1 : 0;
            }
        }
        return found == line.gaps();
    }

    Outline line() {
        return line;
    }

    Piece piece() {
        return piece;
    }

    RuleContext tree() {
        return tree;
    }

    /// {@return how many statements the rule has}
    int size() {
        return parts.size();
    }

    /// Makes the tree that of another line.
    void moveTo(Outline other) {
        int[] shifts = new int[line.gaps() + 1];
        for (int before = 0; before < shifts.length; before++) {
            shifts[before] = line.shift(before, other);
        }
        for (Word word : words) {
            word.move(shifts);
        }
        at = other;
    }

    /// {@return a statement of the line that the tree was moved to}
    Statement statement(int index, StatementReader reader) {
        Part part = parts.get(index);
        if (part.moves && line.holdsSame(part.first, part.last, at)) {
            return moved.statement(part.read);
        }
        return part.comparison.isPresent()
                ? reader.comparison((Match.Compare) part.read, part.comparison.get())
                : reader.statement(part.tree);
    }

    private Span moved(Span span) {
        return new Span(span.source(), line.counterpart(span.start(), at), line.counterpart(span.end(), at));
    }
}
