package org.nftrace.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;

/// Has each decision made by ANTLR and by the first token, which must agree wherever ANTLR finds an alternative.
public final class Arbiter extends ParserATNSimulator {
    private final NftParser parser;
    private final ParserATNSimulator firstToken;
    private int agreed;

    private Arbiter(NftParser parser) {
        super(parser, NftParser._ATN, unlearnt(), new PredictionContextCache());
        this.parser = parser;
        this.firstToken = parser.getInterpreter();
    }

    public static Arbiter nft() {
        var arbiter = new Arbiter(FirstToken.nft());
        arbiter.parser.setInterpreter(arbiter);
        return arbiter;
    }

    public NftParser parser() {
        return parser;
    }

    public int agreed() {
        return agreed;
    }

    @Override
    public int adaptivePredict(TokenStream input, int decision, ParserRuleContext outer) {
        int expected = super.adaptivePredict(input, decision, outer);
        firstToken.setPredictionMode(getPredictionMode());
        assertEquals(expected, firstToken.adaptivePredict(input, decision, outer), () -> "decision " + decision);
        agreed++;
        return expected;
    }

    private static DFA[] unlearnt() {
        return NftParser._ATN.decisionToState.stream()
                .map(state -> new DFA(state, state.decision))
                .toArray(DFA[]::new);
    }
}
