package org.nftrace.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.antlr.v4.runtime.Token;

/// The table cuts each text as ANTLR does with the grammar that it was made of.
class NftTokensTest {

    @Property(tries = 5000)
    void the_words_of_a_text_are_those_that_antlr_finds(@ForAll("texts") String text) {
        var lexer = new NftLexer(stretch(text));
        lexer.removeErrorListeners();
        var tokens = new NftTokens(stretch(text));
        assertEquals(words(lexer::nextToken), words(tokens::next));
    }

    private static Stretch stretch(String text) {
        return new Stretch(text, 0, text.length());
    }

    private record Word(int type, int start, int stop, String text) {}

    private interface Source {
        Token next();
    }

    private static List<Word> words(Source source) {
        var words = new ArrayList<Word>();
        Token token;
        do {
            token = source.next();
            words.add(new Word(token.getType(), token.getStartIndex(), token.getStopIndex(), token.getText()));
        } while (token.getType() != Token.EOF);
        return words;
    }

    /// Pieces that begin alike, so that a longer word is often tried and given up.
    @Provide
    Arbitrary<String> texts() {
        var words = new ArrayList<String>();
        for (int type = 1; type <= NftLexer.VOCABULARY.getMaxTokenType(); type++) {
            String literal = NftLexer.VOCABULARY.getLiteralName(type);
            if (literal != null) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        Arbitrary<String> letters = Arbitraries.strings()
                .withChars("abcdefx0123456789:./-_*\\\"# \t\n{}<>=!&|[]invald typeé\u2013\u00a0")
                .ofMaxLength(12);
        Arbitrary<String> literals = Arbitraries.of(words);
        Arbitrary<String> beginnings = literals.map(word -> word.substring(0, (word.length() + 1) / 2));
        Arbitrary<String> values = Arbitraries.of(
                "10.0.0.1",
                "fe80::1",
                "2001:db8::ffff:10.0.0.1",
                "00:11:22:33:44:55",
                "1:2",
                "25:accept",
                "[invalid type]");
        return Arbitraries.oneOf(letters, literals, beginnings, values, Arbitraries.of(" ", "\n", ""))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
