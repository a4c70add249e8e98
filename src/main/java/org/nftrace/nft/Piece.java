package org.nftrace.nft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.nftrace.text.Diagnostic;

/// The tokens that are parsed at once: a rule, a declaration up to the brace that opens its block, an element.
///
/// @param tokens  without ends of statement and comments, and with an EOF at the end
/// @param remark  the comment at its end: `# handle 4`, `# count 1`
/// @param before  the comment on the line before it
/// @param flaw    why it need not be parsed: a character that nothing begins with, too many braces
/// @param joined  that it goes on where a line was broken
/// @param restart where to read on when the piece turns out to be broken: at a newline that was taken for one inside
/// braces
record Piece(
        End end,
        List<Token> tokens,
        Optional<Token> remark,
        Optional<String> before,
        Optional<Diagnostic> flaw,
        Optional<Diagnostic> joined,
        OptionalInt restart) {

    enum End {
        /// by a newline, a semicolon, or the brace that closes what it stands in
        STATEMENT,
        /// with the brace that opens its block
        OPENING,
        /// it is the brace that closes the block
        CLOSING,
        /// there is no more
        FILE
    }

    Token first() {
        return tokens.getFirst();
    }

    /// {@return the last token before the EOF}
    Token last() {
        return tokens.size() > 1 ? tokens.get(tokens.size() - 2) : tokens.getFirst();
    }

    /// {@return whether there is nothing to parse}
    boolean isEmpty() {
        return first().getType() == Token.EOF;
    }

    /// {@return the number in a comment such as `# handle 4`}
    OptionalLong remarked(String word) {
        return remark.map(token -> numberAfter(token.getText(), word)).orElse(OptionalLong.empty());
    }

    private static OptionalLong numberAfter(String text, String word) {
        String[] words = text.substring(text.lastIndexOf('#') + 1).strip().split("\\s+");
        boolean fits = words.length >= 2 && words[0].equals(word) && words[1].matches("[0-9]{1,18}");
        return fits ? OptionalLong.of(Long.parseLong(words[1])) : OptionalLong.empty();
    }
}
