package org.nftrace.nft;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.misc.Interval;

/// The tokens of one piece, as ANTLR's parsers want them. Its own stream would copy and buffer what is already in a
/// list.
final class PieceTokens implements TokenStream {
    private final List<Token> tokens;
    private int at;

    /// Of tokens that end in an EOF.
    PieceTokens(List<Token> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            ((WritableToken) tokens.get(i)).setTokenIndex(i);
        }
    }

    @Override
    public Token LT(int distance) {
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return index < 0 ? null : tokens.get(Math.min(index, tokens.size() - 1));
    }

    @Override
    public int LA(int distance) {
        return LT(distance).getType();
    }

    @Override
    public void consume() {
        at = Math.min(at + 1, tokens.size() - 1);
    }

    @Override
    public Token get(int index) {
        return tokens.get(index);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public TokenSource getTokenSource() {
        throw new UnsupportedOperationException("the tokens are all here");
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, size() - 1));
    }

    @Override
    public String getText(Interval interval) {
        var text = new StringBuilder();
        for (int i = interval.a; i <= Math.min(interval.b, size() - 1); i++) {
            text.append(tokens.get(i).getText());
        }
        return text.toString();
    }

    @Override
    public String getText(RuleContext context) {
        return getText(context.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }
}
