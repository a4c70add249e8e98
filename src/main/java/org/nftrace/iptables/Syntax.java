package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.nftrace.grammar.IptablesLexer;
import org.nftrace.grammar.IptablesParser;
import org.nftrace.grammar.IptablesParser.ArgumentContext;
import org.nftrace.grammar.IptablesParser.BracketedContext;
import org.nftrace.grammar.IptablesParser.LineContext;
import org.nftrace.grammar.IptablesParser.LiteralContext;
import org.nftrace.grammar.IptablesParser.PartContext;
import org.nftrace.grammar.IptablesParser.QuotedContext;
import org.nftrace.grammar.IptablesParser.ValueContext;
import org.nftrace.grammar.IptablesParser.WordContext;
import org.nftrace.grammar.Stretch;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Cuts one line after the other into options and their words. The parse tree of a line is dropped with the line.
final class Syntax {
    private final Source source;
    private final IptablesLexer lexer;
    private final IptablesParser parser;
    private Diagnostic mistake;

    /// What a line is made of.
    ///
    /// @param counters `[3:180]`
    /// @param mistake  where the line stops making sense
    record Line(Optional<Span> counters, List<Part> parts, Optional<Diagnostic> mistake) {}

    Syntax(Source source) {
        this.source = source;
        lexer = new IptablesLexer(new Stretch("", 0, 0));
        parser = new IptablesParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstMistake());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    }

    Line read(int start, int end) {
        mistake = null;
        lexer.setInputStream(new Stretch(source.text(), start, end));
        parser.setTokenStream(new CommonTokenStream(lexer));
        LineContext line = parser.line();
        if (mistake != null) {
            return new Line(Optional.empty(), List.of(), Optional.of(mistake));
        }
        var counters = Optional.ofNullable(line.COUNTERS()).map(node -> span(node.getSymbol()));
        return new Line(counters, line.part().stream().map(this::part).toList(), Optional.empty());
    }

    private Part part(PartContext context) {
        Token token = context.FLAG().getSymbol();
        Span whole = span(token);
        String text = dashed(whole.text());
        int cut = cut(text);
        var words = new ArrayList<Word>();
        if (cut < text.length()) {
            int skipped = text.charAt(cut) == '=' ? 1 : 0;
            int dash = whole.text().length() - text.length();
            Span rest = source.span(Math.min(whole.start() + cut + skipped + dash, whole.end()), whole.end());
            words.add(new Word(Word.unquoted(rest.text()), rest, false));
        }
        context.argument().forEach(argument -> words.add(word(argument)));
        Span first = context.NOT() == null ? whole : span(context.NOT().getSymbol());
        Span last = words.isEmpty() ? whole : words.getLast().span();
        Span flag = source.span(whole.start(), Math.max(whole.start() + 1, Math.min(whole.end(), whole.start() + cut)));
        return new Part(context.NOT() != null, text.substring(0, cut), flag, words, first.to(last));
    }

    // A page that was made for reading has turned '--' into one dash.
    private static String dashed(String flag) {
        return flag.charAt(0) == '-' ? flag : "--" + flag.substring(1);
    }

    // '--dport=22' and '-ptcp' hold their first word.
    private static int cut(String flag) {
        if (!flag.startsWith("--")) {
            return 2;
        }
        int equals = flag.indexOf('=');
        return equals < 0 ? flag.length() : equals;
    }

    private Word word(ArgumentContext argument) {
        ValueContext value = argument.value();
        Span span = source.span(value.start.getStartIndex(), value.stop.getStopIndex() + 1);
        String raw = span.text();
        String text = switch (value) {
            case QuotedContext _ when raw.charAt(0) != '"' -> raw.substring(1, raw.length() - 1);
            case LiteralContext _ -> raw.substring(1, raw.length() - 1);
            case QuotedContext _, WordContext _ -> Word.unquoted(raw);
            case BracketedContext _ -> raw;
            default -> throw new AssertionError(value.getClass());
        };
        return new Word(text, span, argument.NOT() != null);
    }

    private Span span(Token token) {
        return source.span(token.getStartIndex(), token.getStopIndex() + 1);
    }

    private final class FirstMistake extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer, Object symbol, int line, int column, String text, RecognitionException e) {
            if (mistake == null) {
                mistake = told((Token) symbol);
            }
        }

        private Diagnostic told(Token token) {
            if (token.getType() == Token.EOF) {
                int end = Math.min(token.getStartIndex(), source.text().length());
                return Diagnostic.error(source.span(end, end), "the line ends here, expected an option or a word");
            }
            Span at = span(token);
            String found = at.text();
            return switch (found) {
                case "\"", "\u201c" -> Diagnostic.error(at, "this quote is not closed");
                case "!" -> Diagnostic.error(at, "found '!', expected an option or a word after one '!'");
                default -> Diagnostic.error(at, "unexpected '" + found + "', expected an option such as '-p'");
            };
        }
    }
}
