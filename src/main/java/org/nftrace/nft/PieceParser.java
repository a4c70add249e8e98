package org.nftrace.nft;

import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.nftrace.grammar.FirstToken;
import org.nftrace.grammar.NftParser;

/// Parses one piece: quickly first, and once more with full lookahead where that fails, for the message if for nothing
/// else.
final class PieceParser {
    private static final int LONGEST_SHOWN = 60;

    private final Places places;
    private final NftParser parser;

    PieceParser(Places places) {
        this(places, FirstToken.nft());
    }

    /// Each rule of the grammar that was left again is told to the listeners.
    PieceParser(Places places, NftParser parser, ParseTreeListener... listeners) {
        this.places = places;
        this.parser = parser;
        parser.removeErrorListeners();
        List.of(listeners).forEach(parser::addParseListener);
    }

    /// {@return the tree of a piece, read as `rule`}
    <T> T parse(Piece piece, Function<NftParser, T> rule) {
        if (piece.flaw().isPresent()) {
            throw new Unreadable(piece.flaw().get());
        }
        parser.setTokenStream(new PieceTokens(NothingAsked.filled(piece.tokens())));
        try {
            parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
            parser.setErrorHandler(new BailErrorStrategy());
            return rule.apply(parser);
        } catch (ParseCancellationException _) {
            parser.getTokenStream().seek(0);
            parser.reset();
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            parser.setErrorHandler(new FirstError());
            return rule.apply(parser);
        }
    }

    /// Stops at the first error instead of repairing it.
    private final class FirstError extends DefaultErrorStrategy {
        @Override
        public void recover(Parser recognizer, RecognitionException error) {
            Token offending = error.getOffendingToken();
            IntervalSet expected = error instanceof NoViableAltException stuck
                    ? Expectation.after(stuck, recognizer)
                    : error.getExpectedTokens();
            throw unexpected(offending, expected);
        }

        @Override
        public void reportError(Parser recognizer, RecognitionException error) {
            recover(recognizer, error);
        }

        @Override
        public Token recoverInline(Parser recognizer) {
            var mismatch = nextTokensContext == null
                    ? new InputMismatchException(recognizer)
                    : new InputMismatchException(recognizer, nextTokensState, nextTokensContext);
            throw unexpected(recognizer.getCurrentToken(), mismatch.getExpectedTokens());
        }

        @Override
        protected void reportUnwantedToken(Parser recognizer) {
            throw unexpected(recognizer.getCurrentToken(), recognizer.getExpectedTokens());
        }

        private Unreadable unexpected(Token token, IntervalSet expected) {
            String what = token.getType() == Token.EOF ? "unexpected end" : "unexpected " + shown(token.getText());
            String wanted = Expectation.inWords(expected);
            return new Unreadable(places.of(token), wanted.isEmpty() ? what : what + ", expected " + wanted);
        }
    }

    private static String shown(String text) {
        return "'" + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…") + "'";
    }
}
