package org.nftrace.nft;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Interruption;
import org.nftrace.text.Messages;
import org.nftrace.text.Outline;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Span;

/// What all readers of one source share: its pieces, the parser of pieces, and what was found wrong.
record Intake(Places places, Cutter cutter, PieceParser parser, Messages messages, Shortcuts shortcuts) {

    static Intake of(Span span, Shortcuts shortcuts) {
        var places = new Places(span.source());
        var messages = new Messages();
        return new Intake(places, new Cutter(span), new PieceParser(places), messages, shortcuts);
    }

    /// {@return the line that begins at a place, where it may be one of a form that was read before}
    Optional<Outline> line(int start) {
        Interruption.check();
        return shortcuts.byForm() ? cutter.line(start) : Optional.empty();
    }

    /// {@return the next piece to read; definitions, which may stand anywhere, are noted on the way}
    Piece next(Cutter.Body body) {
        while (true) {
            Interruption.check();
            Piece piece = cutter.next(body);
            switch (piece.first().getType()) {
                case NftLexer.DEFINE, NftLexer.REDEFINE -> define(piece);
                case NftLexer.UNDEFINE ->
                    cutter.definitions().remove(piece.last().getText());
                case NftLexer.INCLUDE ->
                    messages.error(
                            span(piece),
                            "included files are not read, expected the whole ruleset as 'nft list ruleset' prints it");
                default -> {
                    piece.joined().ifPresent(messages::add);
                    return piece;
                }
            }
        }
    }

    private void define(Piece piece) {
        List<Token> tokens = piece.tokens();
        boolean whole = tokens.size() > 4 && tokens.get(2).getType() == NftLexer.BECOMES;
        if (piece.flaw().isPresent() || !whole) {
            messages.add(piece.flaw()
                    .orElseGet(() ->
                            Diagnostic.error(span(piece), "expected a definition such as 'define lan = 10.0.0.0/8'")));
            return;
        }
        cutter.definitions().put(tokens.get(1).getText(), tokens.subList(3, tokens.size() - 1));
    }

    <T> T parse(Piece piece, Function<NftParser, T> rule) {
        return parser.parse(piece, rule);
    }

    /// Notes why a piece cannot be read, and goes on after it and the block it opens.
    void giveUp(Piece piece, Unreadable unreadable) {
        messages.add(unreadable.diagnostic());
        if (piece.end() == Piece.End.OPENING) {
            cutter.skipBlock();
        } else if (piece.restart().isPresent()
                && unreadable.diagnostic().span().start() <= piece.restart().getAsInt()) {
            cutter.restart(piece);
        }
    }

    void warn(Span span, String message) {
        messages.add(Diagnostic.warning(span, message));
    }

    /// Says that the file ended inside a block.
    void unclosed(Piece end, String what, Span opened) {
        messages.error(
                places.of(end.first()), "unexpected end, expected '}' of the " + what + " of line " + opened.line());
    }

    Span span(Piece piece) {
        return places.between(piece.first(), piece.last());
    }
}
