package org.nftrace.nft;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// `define lan = { 10.0.0.0/8 }`: the tokens that stand for `$lan`.
final class Definitions {
    private final Map<String, List<Token>> values = new HashMap<>();

    void put(String name, List<Token> value) {
        values.put(name, List.copyOf(value));
    }

    void remove(String name) {
        values.remove(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// {@return the tokens of a definition, each placed where the variable is used}
    List<Token> placed(String name, Token from, Token to) {
        return values.get(name).stream().map(token -> placed(token, from, to)).toList();
    }

    private static Token placed(Token token, Token from, Token to) {
        var copy = new CommonToken(token);
        copy.setText(token.getText());
        copy.setStartIndex(from.getStartIndex());
        copy.setStopIndex(to.getStopIndex());
        return copy;
    }
}
