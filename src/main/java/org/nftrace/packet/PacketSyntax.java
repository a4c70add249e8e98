package org.nftrace.packet;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.nftrace.grammar.PacketLexer;
import org.nftrace.grammar.PacketParser;
import org.nftrace.grammar.Stretch;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// Parses one line and says in human words what its grammar expected where.
final class PacketSyntax extends BaseErrorListener {
    private final Span line;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    PacketSyntax(Span line) {
        this.line = line;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    PacketParser.LineContext parse() {
        var lexer = new PacketLexer(new Stretch(line.source().text(), line.start(), line.end()));
        var parser = new PacketParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        parser.addErrorListener(this);
        return parser.line();
    }

    Span span(ParserRuleContext context) {
        Token last = context.stop == null ? context.start : context.stop;
        return span(context.start, last);
    }

    Span span(Token token) {
        return span(token, token);
    }

    private Span span(Token first, Token last) {
        int start = Math.min(first.getStartIndex(), line.end());
        int end = last.getType() == Token.EOF ? start : last.getStopIndex() + 1;
        return line.source().span(start, Math.max(start, end));
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object symbol,
            int row,
            int column,
            String message,
            RecognitionException cause) {
        if (!diagnostics.isEmpty()) {
            return; // what the parser makes of the rest of so short a line helps nobody
        }
        var token = (Token) symbol;
        String found =
                token.getType() == Token.EOF ? "the end" : "'" + span(token).text() + "'";
        String expected = expected((Parser) recognizer, token);
        diagnostics.add(Diagnostic.error(span(token), "found " + found + " where " + expected + " was expected"));
    }

    private static String expected(Parser parser, Token token) {
        IntervalSet expected = parser.getExpectedTokens();
        boolean atStart = parser.getContext().getRuleIndex() == PacketParser.RULE_line && token.getTokenIndex() <= 1;
        if (atStart || parser.getContext().getRuleIndex() == PacketParser.RULE_protocol) {
            return "a packet like 'tcp:192.0.2.1->192.0.2.2:80'";
        }
        return switch (parser.getContext().getRuleIndex()) {
            case PacketParser.RULE_setting -> expected.contains(PacketParser.VALUE) ? "a value" : "'=' with a value";
            case PacketParser.RULE_settings -> "'key=value'";
            case PacketParser.RULE_line -> "a space before the next 'key=value', or the end,";
            default -> expectedInFlow(expected);
        };
    }

    private static String expectedInFlow(IntervalSet expected) {
        if (expected.contains(PacketParser.ARROW)) {
            return "'->' with the destination";
        }
        if (expected.contains(PacketParser.RIGHT_BRACKET)) {
            return "']' after the IPv6 address";
        }
        if (expected.contains(PacketParser.LEFT_BRACKET)) {
            return "an address or 'any'";
        }
        return expected.contains(PacketParser.COLON) ? "':' after the protocol" : "a port";
    }
}
