package org.nftrace.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;

/// Cuts nft text into the tokens of [NftLexer], by the table that was made of it when nftrace was built: the longest
/// word counts, and of several rules that take it the first.
///
/// Tokens know neither their line nor their channel: nobody asks them.
public final class NftTokens {
    private static final int START = 1;
    private static final int SKIPPED = 0xffff;
    private static final int BEYOND_ASCII = 128;
    private static final char[] NEXT = String.join("", NftTable.NEXT).toCharArray();

    private final Stretch text;
    private final Pair<TokenSource, CharStream> source;

    public NftTokens(Stretch text) {
        this.text = text;
        this.source = new Pair<>(null, text);
    }

    /// {@return the next token; at the end of the text an EOF}
    public Token next() {
        int start = text.index();
        int type = word();
        while (type == SKIPPED) {
            start = text.index();
            type = word();
        }
        return new CommonToken(source, type, Token.DEFAULT_CHANNEL, start, text.index() - 1);
    }

    // Goes on to the end of the longest word.
    private int word() {
        int start = text.index();
        int end = start;
        int type = Token.EOF;
        int state = START;
        for (int at = 1; state > 0; at++) {
            int c = text.LA(at);
            state = c == IntStream.EOF ? 0 : after(state, c);
            int found = state > 0 ? NftTable.TYPES.charAt(state - 1) : 0;
            if (found > 0) {
                type = found;
                end = start + at;
            }
        }
        text.seek(end);
        return type;
    }

    private static int after(int state, int c) {
        int kind = NftTable.KIND.charAt(Math.min(c, BEYOND_ASCII));
        return NEXT[(state - 1) * NftTable.KINDS + kind];
    }
}
