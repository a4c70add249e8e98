package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Symbols;

/// `ct status counter …`, `ct status ! counter …`: how nft 1.0 lists `-m conntrack --ctstatus NONE`, which asks for no
/// bit at all. What is not there is put in as a `0`, since a grammar that took nothing for a value would look for it
/// everywhere.
final class NothingAsked {
    private static final String STATUS = "status";
    private static final Set<Integer> GO_ON = Set.of(
            NftLexer.WORD,
            NftLexer.VMAP,
            NftLexer.MAP,
            NftLexer.SET,
            NftLexer.AMPERSAND,
            NftLexer.PIPE,
            NftLexer.CARET,
            NftLexer.EQUAL,
            NftLexer.NOT_EQUAL,
            NftLexer.NOT);

    private NothingAsked() {}

    /// {@return the tokens of a statement's piece, or a list with values put in}
    static List<Token> filled(List<Token> tokens) {
        List<Token> filled = tokens;
        for (int i = 0; i + 2 < filled.size(); i++) {
            if (filled.get(i).getType() == NftLexer.CT
                    && filled.get(i + 1).getText().equals(STATUS)) {
                int value = filled.get(i + 2).getType() == NftLexer.NOT ? i + 3 : i + 2;
                if (value < filled.size() && isNoValue(filled.get(value))) {
                    filled = with(nothing(filled.get(value - 1)), value, filled);
                }
            }
        }
        return filled;
    }

    // What begins the next statement is a word of nft's own; `snat` and `dnat` are that, too, and mean the bits here.
    private static boolean isNoValue(Token token) {
        boolean keyword = Character.isLetter(token.getText().charAt(0)) && !GO_ON.contains(token.getType());
        return token.getType() == Token.EOF
                || keyword
                        && Symbols.number(DataType.CT_STATUS, token.getText()).isEmpty();
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
