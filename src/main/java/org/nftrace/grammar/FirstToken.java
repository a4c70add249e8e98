package org.nftrace.grammar;

import java.util.BitSet;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.AtomTransition;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.NotSetTransition;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.atn.RangeTransition;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.SetTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.atn.WildcardTransition;
import org.antlr.v4.runtime.dfa.DFA;

/// Predicts an alternative from the next token where no other can begin with it, and leaves the rest to ANTLR.
///
/// ANTLR learns each decision by following all that may stand before and after it, which for a dump of a few rules
/// takes longer than reading them; most decisions are made by a look at one word. The alternative is the same one:
/// where all others cannot begin so, ANTLR finds the one that is left.
public final class FirstToken extends ParserATNSimulator {
    /// Of a decision, by the type of the next token: the alternative, or 0 where the token alone does not tell.
    private final byte[][] sure;

    private final First[] firsts;

    private FirstToken(Parser parser, ATN atn, DFA[] learnt, PredictionContextCache contexts) {
        super(parser, atn, learnt, contexts);
        this.sure = new byte[atn.getNumberOfDecisions()][];
        this.firsts = new First[atn.ruleToStartState.length];
    }

    /// {@return a parser of nft text that decides so while it reads quickly (SLL); with full lookahead it is ANTLR's}
    public static NftParser nft() {
        var parser = new NftParser(null);
        parser.setInterpreter(
                new FirstToken(parser, NftParser._ATN, NftParser._decisionToDFA, NftParser._sharedContextCache));
        return parser;
    }

    @Override
    public int adaptivePredict(TokenStream input, int decision, ParserRuleContext outer) {
        int alternative = getPredictionMode() == PredictionMode.SLL ? table(decision)[input.LA(1) + 1] : 0;
        return alternative > 0 ? alternative : super.adaptivePredict(input, decision, outer);
    }

    private byte[] table(int decision) {
        if (sure[decision] == null) {
            sure[decision] = tableOf(atn.getDecisionState(decision));
        }
        return sure[decision];
    }

    private byte[] tableOf(DecisionState decision) {
        var alternatives = new First[decision.getNumberOfTransitions()];
        for (int i = 0; i < alternatives.length; i++) {
            alternatives[i] = new First();
            add(decision.transition(i), alternatives[i]);
        }
        var table = new byte[atn.maxTokenType + 2];
        for (int token = Token.EOF; token <= atn.maxTokenType; token++) {
            table[token + 1] = (byte) only(alternatives, token);
        }
        return table;
    }

    private static int only(First[] alternatives, int token) {
        int found = 0;
        for (int i = 0; i < alternatives.length; i++) {
            if (alternatives[i].mayBegin(token)) {
                if (found > 0) {
                    return 0;
                }
                found = i + 1;
            }
        }
        return found;
    }

    private void add(ATNState state, First first) {
        if (state instanceof RuleStopState) {
            first.ends = true;
        } else if (first.visit(state)) {
            for (int i = 0; i < state.getNumberOfTransitions(); i++) {
                add(state.transition(i), first);
            }
        }
    }

    private void add(Transition transition, First first) {
        switch (transition) {
            case RuleTransition rule -> {
                First called = ofRule(rule.target);
                first.tokens.or(called.tokens);
                if (called.ends) {
                    add(rule.followState, first);
                }
            }
            case NotSetTransition _, WildcardTransition _ -> first.tokens.set(0, atn.maxTokenType + 2);
            case AtomTransition _, RangeTransition _, SetTransition _ ->
                transition.label().toList().forEach(token -> first.tokens.set(token + 1));
            default -> add(transition.target, first);
        }
    }

    private First ofRule(ATNState start) {
        if (firsts[start.ruleIndex] == null) {
            firsts[start.ruleIndex] = new First();
            add(start, firsts[start.ruleIndex]);
        }
        return firsts[start.ruleIndex];
    }

    /// What something may begin with.
    private static final class First {
        /// By type, one up: the end of the input is -1.
        private final BitSet tokens = new BitSet();

        private final BitSet visited = new BitSet();
        /// Whether it may be empty, so that what follows it is next.
        private boolean ends;

        boolean visit(ATNState state) {
            boolean isNew = !visited.get(state.stateNumber);
            visited.set(state.stateNumber);
            return isNew;
        }

        boolean mayBegin(int token) {
            return ends || tokens.get(token + 1);
        }
    }
}
