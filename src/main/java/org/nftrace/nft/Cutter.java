package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Outline;
import org.nftrace.text.Span;

/// Cuts a source into pieces, each of which is parsed and forgotten before the next is looked at.
///
/// Blocks are opened and closed here, variables are replaced, and what no grammar can say of nft text is decided: a
/// newline ends a statement, but not inside braces that hold values, unless those braces were never closed.
final class Cutter {
    /// Deeper than any ruleset that the kernel takes; what lies deeper is not worth a stack.
    static final int DEEPEST = 64;

    private static final int LONGEST = 8_000_000;
    private static final Set<Integer> BLOCKS = Set.of(
            NftLexer.TABLE,
            NftLexer.CHAIN,
            NftLexer.SET,
            NftLexer.MAP,
            NftLexer.METER,
            NftLexer.FLOWTABLE,
            NftLexer.ELEMENT,
            NftLexer.COUNTER,
            NftLexer.QUOTA,
            NftLexer.LIMIT,
            NftLexer.CT,
            NftLexer.SECMARK,
            NftLexer.SYNPROXY,
            NftLexer.TUNNEL);
    private static final Set<Integer> COMMANDS =
            Set.of(NftLexer.ADD, NftLexer.CREATE, NftLexer.INSERT, NftLexer.REPLACE, NftLexer.DELETE);

    /// What the pieces of a block are, which tells the braces that open blocks from those that hold values.
    enum Body {
        DECLARATIONS,
        RULES,
        PROPERTIES,
        TUNNEL,
        ELEMENTS
    }

    private final Places places;
    private final Wrapping wrapping;
    private final TokenFeed feed;
    private final Definitions definitions = new Definitions();
    // Braces too deep that nothing closed: then those behind them have no end either, or none worth looking for twice.
    private boolean unclosed;

    Cutter(Span span) {
        this.places = new Places(span.source());
        this.wrapping = new Wrapping(span.source());
        this.feed = new TokenFeed(span);
    }

    Places places() {
        return places;
    }

    Definitions definitions() {
        return definitions;
    }

    /// {@return the next piece that is not empty}
    Piece next(Body body) {
        Optional<String> before = Optional.empty();
        while (TokenFeed.isBlank(feed.peek()) || isSeparator(body, feed.peek())) {
            Token blank = feed.next();
            if (blank.getType() == NftLexer.REMARK) {
                before = Optional.of(blank.getText());
            }
        }
        return switch (feed.peek().getType()) {
            case Token.EOF -> single(Piece.End.FILE, before);
            case NftLexer.RBRACE -> single(Piece.End.CLOSING, before);
            default -> new Cut(body, before).piece();
        };
    }

    private static boolean isSeparator(Body body, Token token) {
        return body == Body.ELEMENTS && token.getType() == NftLexer.COMMA;
    }

    /// {@return what still stands on the line, if only its end: after a chain inside a rule there may be a comment}
    Piece rest(Body body) {
        return new Cut(body, Optional.empty()).piece();
    }

    /// {@return where the text that is cut ends}
    int end() {
        return feed.end();
    }

    /// {@return where the next line begins with its first word, when nothing of it was cut so far}
    OptionalInt lineStart() {
        return feed.lineStart();
    }

    /// {@return the line that begins there, if it will be a piece of its own for all that can be seen before it is cut
    /// into words}
    Optional<Outline> line(int start) {
        return feed.line(start).filter(line -> !wrapping.mayBreak(line.end()));
    }

    /// {@return whether a piece was all of a line}
    boolean wasAllOf(Outline line, Piece piece) {
        Token next = feed.peek();
        return piece.first().getStartIndex() == line.start()
                && next.getType() == NftLexer.END
                && next.getStartIndex() == line.end();
    }

    /// Goes on at a place: after a line that need not be cut.
    void goOn(int place) {
        feed.restart(place);
    }

    private Piece single(Piece.End end, Optional<String> before) {
        Token token = feed.next();
        return new Piece(
                end,
                List.of(token, eof(token)),
                Optional.empty(),
                before,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// Goes on after the block whose opening brace ended the last piece.
    void skipBlock() {
        int depth = 1;
        while (depth > 0 && feed.peek().getType() != Token.EOF) {
            depth += step(feed.next());
        }
    }

    /// Reads on at the newline at which a broken piece should have ended.
    void restart(Piece broken) {
        broken.restart().ifPresent(feed::restart);
    }

    private static int step(Token token) {
        return switch (token.getType()) {
            case NftLexer.LBRACE, NftLexer.LPAREN -> 1;
            case NftLexer.RBRACE, NftLexer.RPAREN -> -1;
            default -> 0;
        };
    }

    private static Token eof(Token last) {
        var eof = new CommonToken(last);
        eof.setType(Token.EOF);
        eof.setChannel(Token.DEFAULT_CHANNEL);
        eof.setText("<EOF>");
        eof.setStartIndex(last.getStopIndex() + 1);
        eof.setStopIndex(last.getStopIndex());
        return eof;
    }

    /// One piece in the making.
    private final class Cut {
        private final Body body;
        private final Optional<String> before;
        private final List<Token> tokens = new ArrayList<>();
        private int depth;
        private Optional<Token> remark = Optional.empty();
        private Optional<Diagnostic> flaw = Optional.empty();
        private Optional<Diagnostic> joined = Optional.empty();
        private boolean tooDeep;
        private OptionalInt restart = OptionalInt.empty();

        Cut(Body body, Optional<String> before) {
            this.body = body;
            this.before = before;
        }

        Piece piece() {
            Piece.End end = collect();
            if (end == Piece.End.OPENING) {
                takeRemark();
            }
            tokens.add(eof(tokens.isEmpty() ? feed.peek() : tokens.getLast()));
            return new Piece(end, tokens, remark, before, flaw, joined, restart);
        }

        private Piece.End collect() {
            while (true) {
                Token token = feed.peek();
                if (endsHere(token)) {
                    unclosed |= tooDeep && token.getType() == Token.EOF;
                    return Piece.End.STATEMENT;
                }
                feed.next();
                switch (token.getType()) {
                    case NftLexer.END -> skipNewlines(token);
                    case NftLexer.REMARK -> remark = Optional.of(token);
                    case NftLexer.DOLLAR -> replaceVariable(token);
                    default -> add(token);
                }
                if (token.getType() == NftLexer.LBRACE && opensBlock()) {
                    return Piece.End.OPENING;
                }
            }
        }

        private boolean endsHere(Token token) {
            return switch (token.getType()) {
                case Token.EOF -> true;
                case NftLexer.RBRACE -> depth == 0;
                case NftLexer.COMMA -> depth == 0 && body == Body.ELEMENTS;
                case NftLexer.END -> !isInsideValue(token) && !isBroken(token);
                default -> false;
            };
        }

        private boolean isBroken(Token end) {
            return body == Body.RULES && depth == 0 && flaw.isEmpty() && wrapping.breaks(tokens, end, feed::peekSecond);
        }

        // nft allows a newline after an opening brace, around commas and before the closing brace.
        private boolean isInsideValue(Token end) {
            if (body == Body.ELEMENTS && depth == 0) {
                return true;
            }
            if (tooDeep && !unclosed) {
                return depth > 0;
            }
            if (depth <= 0 || flaw.isPresent() || !end.getText().equals("\n")) {
                return false;
            }
            return goesOn(tokens.getLast())
                    || switch (feed.peekSignificant().getType()) {
                        case NftLexer.COMMA, NftLexer.COLON, NftLexer.RBRACE -> true;
                        default -> false;
                    };
        }

        private static boolean goesOn(Token previous) {
            return switch (previous.getType()) {
                case NftLexer.LBRACE, NftLexer.COMMA, NftLexer.COLON -> true;
                default -> false;
            };
        }

        private void skipNewlines(Token newline) {
            if (!goesOn(tokens.getLast()) && body != Body.ELEMENTS && restart.isEmpty()) {
                restart = OptionalInt.of(newline.getStartIndex());
            }
            while (TokenFeed.isBlank(feed.peek())) {
                feed.next();
            }
            if (body == Body.RULES && depth == 0) {
                joined = Optional.of(wrapping.told(places.of(feed.peek())));
            }
        }

        private void add(Token token) {
            depth = Math.max(0, depth + step(token));
            if (token.getType() == NftLexer.UNKNOWN) {
                flawed(token, unknown(token.getText()));
            } else if (depth > DEEPEST) {
                tooDeep = true;
                flawed(token, "nested deeper than " + DEEPEST + " levels");
            } else if (tokens.size() >= LONGEST) {
                flawed(token, "statement longer than " + LONGEST + " words");
            }
            if (flaw.isEmpty() || tokens.isEmpty()) {
                tokens.add(token);
            }
        }

        private void flawed(Token token, String message) {
            if (flaw.isEmpty()) {
                flaw = Optional.of(Diagnostic.error(places.of(token), message));
                if (!tooDeep && (body != Body.DECLARATIONS || tokens.isEmpty() || !BLOCKS.contains(keyword()))) {
                    feed.skipLine();
                }
            }
        }

        private boolean opensBlock() {
            if (depth != 1) {
                return false;
            }
            if (tokens.size() > 1 && follows(NftLexer.JUMP, NftLexer.GOTO)) {
                return body == Body.DECLARATIONS || body == Body.RULES;
            }
            return switch (body) {
                case DECLARATIONS -> BLOCKS.contains(keyword());
                case PROPERTIES -> tokens.getFirst().getType() == NftLexer.ELEMENTS;
                case TUNNEL -> true;
                case RULES, ELEMENTS -> false;
            };
        }

        private boolean follows(int one, int other) {
            int type = tokens.get(tokens.size() - 2).getType();
            return type == one || type == other;
        }

        private int keyword() {
            int first = tokens.getFirst().getType();
            return COMMANDS.contains(first) && tokens.size() > 1 ? tokens.get(1).getType() : first;
        }

        private void replaceVariable(Token dollar) {
            Token name = feed.peek();
            boolean adjoins = name.getStartIndex() == dollar.getStopIndex() + 1;
            if (adjoins && definitions.has(name.getText())) {
                feed.next();
                feed.putBack(definitions.placed(name.getText(), dollar, name));
                return;
            }
            add(dollar);
            flawed(
                    dollar,
                    adjoins ? "'$" + name.getText() + "' is not defined" : "unexpected '$', expected a variable");
        }

        // `chain input { # handle 1`: the comment belongs to what the brace opens.
        private void takeRemark() {
            if (feed.peek().getType() == NftLexer.REMARK) {
                remark = Optional.of(feed.next());
            }
        }
    }

    private static String unknown(String text) {
        int code = text.charAt(0);
        if (code == '"') {
            return "unclosed string, expected '\"' on the same line";
        }
        return "unexpected character " + (code < ' ' || code >= 127 ? String.format("U+%04X", code) : "'" + text + "'");
    }
}
