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
    private static final int MOST = 6;

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

    /// {@return `a value, '@' or the end of the statement`, or nothing where too much is possible to be of help}
    static String inWords(IntervalSet expected) {
        var words = new ArrayList<String>();
        var left = new IntervalSet(expected);
        takeGroup(left, words, "a statement", NftLexer.ACCEPT, NftLexer.LOG, NftLexer.META);
        takeGroup(left, words, "a value", NftLexer.NUMBER, NftLexer.STRING, NftLexer.WORD);
        takeGroup(left, words, "a name", NftLexer.WORD, NftLexer.ACCEPT);
        takeGroup(left, words, "a field", NftLexer.WORD);
        for (int type : left.toArray()) {
            if (words.size() <= MOST) {
                words.add(word(type));
            }
        }
        return words.size() > MOST ? "" : joined(words);
    }

    // A group is there when its marks are; then all words go, as every keyword may be one.
    private static void takeGroup(IntervalSet left, List<String> words, String name, int... marks) {
        for (int mark : marks) {
            if (!left.contains(mark)) {
                return;
            }
        }
        words.add(name);
        for (int type : left.toArray()) {
            boolean punctuation = type > 0 && type <= NftLexer.BECOMES;
            if (type > 0 && !punctuation) {
                left.remove(type);
            }
        }
    }

    private static String word(int type) {
        return switch (type) {
            case Token.EOF -> "the end of the statement";
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
