package org.nftrace.nft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftTokens;
import org.nftrace.grammar.Stretch;
import org.nftrace.text.Outline;
import org.nftrace.text.OutlineScan;
import org.nftrace.text.Span;

/// The tokens of a source one after another, comments and ends of statement among them, as far ahead as is asked for.
final class TokenFeed {
    private static final int NO_BREAK_SPACE = 0xa0;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final String source;
    private final int end;
    private final Stretch text;
    private final NftTokens tokens;
    private final OutlineScan outlines;
    private final Deque<Token> ahead = new ArrayDeque<>();

    TokenFeed(Span span) {
        this.source = span.source().text();
        this.end = span.end();
        this.text = new Stretch(source, span.start(), end);
        this.tokens = new NftTokens(text);
        this.outlines = new OutlineScan(this.source, false);
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

    Token peekSecond() {
        Token first = next();
        Token second = peek();
        ahead.push(first);
        return second;
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

    /// {@return where the text ends}
    int end() {
        return end;
    }

    /// {@return where the next line begins with its first word, when nothing of it was looked at}
    OptionalInt lineStart() {
        boolean atEnd = ahead.size() == 1 && isNewline(ahead.peek());
        if (!atEnd && !ahead.isEmpty()) {
            return OptionalInt.empty();
        }
        int start = atEnd ? ahead.peek().getStopIndex() + 1 : text.index();
        while (start < end && isBlank(source.charAt(start))) {
            start++;
        }
        return OptionalInt.of(start);
    }

    /// {@return the line that begins there, to its newline}
    Optional<Outline> line(int start) {
        int newline = source.indexOf('\n', start, end);
        return newline < 0 ? Optional.empty() : outlines.of(start, newline);
    }

    private boolean isNewline(Token token) {
        return token.getType() == NftLexer.END && source.charAt(token.getStartIndex()) == '\n';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    void putBack(List<Token> tokens) {
        tokens.reversed().forEach(ahead::push);
    }

    void restart(int offset) {
        ahead.clear();
        text.seek(offset);
    }

    static boolean isBlank(Token token) {
        return token.getType() == NftLexer.END || token.getType() == NftLexer.REMARK;
    }

    /// Goes on where the line, or the block it stands in, ends: what is between is not worth cutting into words.
    void skipLine() {
        int depth = 0;
        int at = peek().getStartIndex();
        for (int c = characterAt(at); c >= 0 && c != '\n'; c = characterAt(++at)) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0 || c == ';' && depth == 0) {
                break;
            }
        }
        restart(at);
    }

    private int characterAt(int offset) {
        text.seek(offset);
        return offset < text.size() ? text.LA(1) : -1;
    }

    private Token read() {
        while (text.LA(1) == NO_BREAK_SPACE || text.LA(1) == BYTE_ORDER_MARK) {
            text.consume();
        }
        Token token = tokens.next();
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
