package org.nftrace.nft;

import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.nftrace.grammar.NftParser;

/// Parses one piece: quickly first, and once more with full lookahead where that fails, for the message if for nothing
/// else.
final class PieceParser {
    private final Places places;
    private final NftParser parser;

    PieceParser(Places places) {
        this.places = places;
        this.parser = new NftParser(null);
        parser.removeErrorListeners();
    }

    /// {@return the tree of a piece, read as `rule`}
    <T> T parse(Piece piece, Function<NftParser, T> rule) {
        if (piece.flaw().isPresent()) {
            throw new Unreadable(piece.flaw().get());
        }
        parser.setTokenStream(new PieceTokens(piece.tokens()));
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
            throw unexpected(recognizer.getCurrentToken(), recognizer.getExpectedTokens());
        }

        @Override
        public void sync(Parser recognizer) {}

        private Unreadable unexpected(Token token, IntervalSet expected) {
            String what = token.getType() == Token.EOF ? "unexpected end" : "unexpected '" + token.getText() + "'";
            String wanted = Expectation.inWords(expected);
            return new Unreadable(places.of(token), wanted.isEmpty() ? what : what + ", expected " + wanted);
        }
    }
}
