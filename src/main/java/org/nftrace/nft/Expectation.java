package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser;

/// What may come next, in the words of someone who writes rules: "a value" stands for the two hundred tokens a value
/// may begin with.
final class Expectation {
    private static final int MOST = 5;

    private Expectation() {}

    /// {@return what could have stood where a decision got stuck, further on than where it began}
    static IntervalSet after(NoViableAltException stuck, Parser parser) {
        var expected = new IntervalSet();
        if (stuck.getDeadEndConfigs() != null) {
            ATN atn = parser.getATN();
            for (ATNConfig config : stuck.getDeadEndConfigs()) {
                expected.addAll(atn.nextTokens(config.state));
            }
        }
        return expected;
    }

    /// {@return `a comparison or a value`, or nothing where too much is possible to be of help}
    static String inWords(IntervalSet expected) {
        var words = new ArrayList<String>();
        var left = new IntervalSet(expected);
        takeComparison(left, words);
        if (has(left, NftLexer.NUMBER, NftLexer.STRING, NftLexer.WORD)) {
            takeAll(left, words, "a value");
        } else if (has(left, NftLexer.WORD, NftLexer.STRING)) {
            takeWords(left, words, "a text");
        } else if (has(left, NftLexer.WORD, NftLexer.ACCEPT)) {
            takeWords(left, words, "a name");
        } else if (has(left, NftLexer.WORD)) {
            takeWords(left, words, "a field");
        } else if (has(left, NftLexer.ACCEPT, NftLexer.META)) {
            takeWords(left, words, "a statement");
            left = left.and(IntervalSet.of(Token.EOF)).or(left.and(IntervalSet.of(NftLexer.RBRACE)));
        } else if (has(left, NftLexer.CHAIN, NftLexer.FLOWTABLE)) {
            takeWords(left, words, left.contains(NftLexer.TABLE) ? "a table" : "a chain, a set or an object");
        }
        for (int type : left.toArray()) {
            words.add(word(type));
        }
        return words.size() > MOST ? "" : joined(words);
    }

    private static boolean has(IntervalSet left, int... types) {
        for (int type : types) {
            if (!left.contains(type)) {
                return false;
            }
        }
        return true;
    }

    // Where a value is compared it may also be masked first, or put beside another; that much help confuses.
    private static void takeComparison(IntervalSet left, List<String> words) {
        if (has(left, NftLexer.EQUAL, NftLexer.NOT_EQUAL)) {
            words.add("a comparison");
            for (int type = NftLexer.AMPERSAND; type <= NftLexer.NOT; type++) {
                left.remove(type);
            }
            left.remove(NftLexer.DOT);
        }
    }

    // Every keyword may be a word, so that all of them go.
    private static void takeWords(IntervalSet left, List<String> words, String name) {
        words.add(name);
        for (int type : left.toArray()) {
            if (type > NftLexer.BECOMES) {
                left.remove(type);
            }
        }
    }

    private static void takeAll(IntervalSet left, List<String> words, String name) {
        takeWords(left, words, name);
        for (int type : List.of(NftLexer.LPAREN, NftLexer.LBRACKET, NftLexer.LBRACE, NftLexer.AT)) {
            left.remove(type);
        }
    }

    private static String word(int type) {
        return switch (type) {
            case Token.EOF -> "the end of the line";
            case NftLexer.NUMBER -> "a number";
            case NftLexer.STRING -> "a quoted string";
            case NftLexer.HEADER -> "a header such as 'ip' or 'tcp'";
            case NftLexer.META_KEY -> "a meta key such as 'iifname'";
            default -> literal(type);
        };
    }

    private static String literal(int type) {
        String literal = NftParser.VOCABULARY.getLiteralName(type);
        return literal != null ? literal : "'" + NftParser.VOCABULARY.getSymbolicName(type) + "'";
    }

    private static String joined(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }
}
