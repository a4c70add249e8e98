package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;

/// `ct status counter …`, `ct status ! counter …`: how nft 1.0 lists `-m conntrack --ctstatus NONE`, which asks for no
/// bit at all. What is not there is put in as a `0`, since a grammar that took nothing for a value would look for it
/// everywhere.
final class NothingAsked {
    private static final String STATUS = "status";
    private static final Set<Integer> BEGIN_STATEMENTS = Set.of(
            NftLexer.COUNTER,
            NftLexer.ACCEPT,
            NftLexer.DROP,
            NftLexer.RETURN,
            NftLexer.JUMP,
            NftLexer.GOTO,
            NftLexer.LOG,
            NftLexer.REJECT,
            NftLexer.XT,
            NftLexer.META,
            Token.EOF);

    private NothingAsked() {}

    /// {@return the tokens of a statement's piece, or a list with a value put in}
    static List<Token> filled(List<Token> tokens) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).getType() == NftLexer.CT
                    && tokens.get(i + 1).getText().equals(STATUS)) {
                int value = tokens.get(i + 2).getType() == NftLexer.NOT ? i + 3 : i + 2;
                if (value < tokens.size()
                        && BEGIN_STATEMENTS.contains(tokens.get(value).getType())) {
                    return with(nothing(tokens.get(value - 1)), value, tokens);
                }
            }
        }
        return tokens;
    }

    private static List<Token> with(Token token, int at, List<Token> tokens) {
        var filled = new ArrayList<>(tokens);
        filled.add(at, token);
        return filled;
    }

    private static Token nothing(Token before) {
        var zero = new CommonToken(before);
        zero.setType(NftLexer.NUMBER);
        zero.setText("0");
        return zero;
    }
}
