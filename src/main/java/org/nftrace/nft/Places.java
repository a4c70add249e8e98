package org.nftrace.nft;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Where tokens and stretches of a parse tree stand in the source.
record Places(Source source) {

    Span of(Token token) {
        int end = Math.max(token.getStartIndex(), token.getStopIndex() + 1);
        return source.span(token.getStartIndex(), end);
    }

    Span of(ParserRuleContext context) {
        return between(context.start, context.stop == null ? context.start : context.stop);
    }

    Span between(Token first, Token last) {
        int end = Math.max(first.getStopIndex(), last.getStopIndex()) + 1;
        return source.span(first.getStartIndex(), Math.max(first.getStartIndex(), end));
    }
}
