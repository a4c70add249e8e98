package org.nftrace.nft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.Stretch;
import org.nftrace.text.Source;

/// The tokens of a source one after another, comments and ends of statement among them, as far ahead as is asked for.
final class TokenFeed {
    private final Stretch text;
    private final NftLexer lexer;
    private final Deque<Token> ahead = new ArrayDeque<>();

    TokenFeed(Source source) {
        this.text = new Stretch(source.text(), 0, source.text().length());
        this.lexer = new NftLexer(text);
        lexer.removeErrorListeners();
    }

    Token next() {
        return ahead.isEmpty() ? read() : ahead.pop();
    }

    Token peek() {
        if (ahead.isEmpty()) {
            ahead.push(read());
        }
        return ahead.peek();
    }

    /// {@return the next token that is neither a comment nor an end of statement}
    Token peekSignificant() {
        Deque<Token> skipped = new ArrayDeque<>();
        while (isBlank(peek())) {
            skipped.push(next());
        }
        Token found = peek();
        skipped.forEach(ahead::push);
        return found;
    }

    void putBack(List<Token> tokens) {
        tokens.reversed().forEach(ahead::push);
    }

    void restart(int offset) {
        ahead.clear();
        text.seek(offset);
        lexer._hitEOF = false;
    }

    static boolean isBlank(Token token) {
        return token.getType() == NftLexer.END || token.getType() == NftLexer.REMARK;
    }

    private Token read() {
        Token token = lexer.nextToken();
        return token.getType() == NftLexer.GLUED ? beforeColon(token) : token;
    }

    // `25:accept` is cut at the colon, and what follows is read afresh.
    private Token beforeColon(Token glued) {
        int colon = glued.getStartIndex() + glued.getText().indexOf(':');
        var key = new CommonToken(glued);
        boolean number = Character.isDigit(glued.getText().charAt(0));
        key.setType(number ? NftLexer.NUMBER : NftLexer.WORD);
        key.setStopIndex(colon - 1);
        restart(colon);
        return key;
    }
}
