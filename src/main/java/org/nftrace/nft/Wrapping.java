package org.nftrace.nft;

import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Tells a rule that a narrow window or a mail broke in two: nft itself would take the rest of it for a rule that asks
/// for less.
///
/// Where a window ends, the text goes on at its left edge, which a listing leaves free; and what has its verdict does
/// not go on, but for a comment.
record Wrapping(Source source) {
    // Nobody breaks shorter lines.
    private static final int NARROWEST = 60;
    private static final int TAB = 8;

    /// {@return whether a rule goes on behind a newline}
    boolean breaks(List<Token> rule, Token newline, Supplier<Token> next) {
        return !rule.isEmpty()
                && isAtEdge(newline.getStopIndex() + 1)
                && isIndented(rule.getFirst())
                && width(newline.getStartIndex()) >= NARROWEST
                && mayGoOn(rule, next.get());
    }

    /// {@return whether a rule may go on behind a newline, whatever rule it is}
    boolean mayBreak(int newline) {
        return isAtEdge(newline + 1);
    }

    Diagnostic told(Span rest) {
        return Diagnostic.warning(
                rest, "this line stands further left than its rule began: it is read as the rest of the line above");
    }

    private boolean isAtEdge(int offset) {
        return offset < source.text().length()
                && !Character.isWhitespace(source.text().charAt(offset))
                && source.text().charAt(offset) != '}';
    }

    private static boolean mayGoOn(List<Token> rule, Token next) {
        return switch (next.getType()) {
            case Token.EOF,
                    NftLexer.END,
                    NftLexer.REMARK,
                    NftLexer.TABLE,
                    NftLexer.CHAIN,
                    NftLexer.TYPE,
                    NftLexer.POLICY,
                    NftLexer.DEFINE,
                    NftLexer.INCLUDE -> false;
            case NftLexer.COMMENT -> true;
            default -> !isDecided(rule);
        };
    }

    private static boolean isDecided(List<Token> rule) {
        int depth = 0;
        for (int i = 0; i < rule.size(); i++) {
            switch (rule.get(i).getType()) {
                case NftLexer.LBRACE -> depth++;
                case NftLexer.RBRACE -> depth--;
                case NftLexer.ACCEPT, NftLexer.DROP, NftLexer.RETURN, NftLexer.CONTINUE -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                case NftLexer.JUMP, NftLexer.GOTO -> {
                    if (depth == 0 && i + 1 < rule.size()) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private boolean isIndented(Token token) {
        int before = token.getStartIndex() - 1;
        return before >= 0
                && (source.text().charAt(before) == ' ' || source.text().charAt(before) == '\t');
    }

    private int width(int newline) {
        String text = source.text();
        int width = 0;
        for (int i = text.lastIndexOf('\n', newline - 1) + 1; i < newline; i++) {
            width = text.charAt(i) == '\t' ? (width / TAB + 1) * TAB : width + 1;
        }
        return width;
    }
}
