package org.nftrace.trace;

import java.util.function.Consumer;
import org.nftrace.ir.Match;

/// Rules that do not match and did nothing, one after the other. While it is the last of its way, it may go on.
///
/// Why each does not match is found out when somebody wants to see it.
final class Gap {
    private final int after;
    private final ReadyChain chain;
    private final int from;
    private int to;

    /// @param after how many steps were told before
    /// @param from  the number of the first, from 0 on, and `to` that of the first that is none of them
    Gap(int after, ReadyChain chain, int from, int to) {
        this.after = after;
        this.chain = chain;
        this.from = from;
        this.to = to;
    }

    int after() {
        return after;
    }

    int length() {
        return to - from;
    }

    /// {@return whether these are the rules that come next}
    @SuppressWarnings("ReferenceEquality")
    boolean isContinuedBy(int after, ReadyChain chain, int from) {
        return this.after == after && this.chain == chain && this.to == from;
    }

    /// It ends further on.
    void goOn(int end) {
        to = end;
    }

    /// @param view what the rules saw, or would have seen
    void tell(View view, Consumer<Step> told) {
        for (int i = from; i < to; i++) {
            told.accept(passedOver(chain.rule(i), view));
        }
    }

    private static Step passedOver(ReadyRule rule, View view) {
        for (int i = 0; i < rule.length(); i++) {
            if (rule.statement(i) instanceof Match match) {
                Judgement judgement = Evaluator.judge(rule.criterion(i), view);
                if (judgement.answer() == Answer.NO) {
                    return new Step.PassedOver(rule.place(), match, judgement.seen());
                }
            }
        }
        throw new AssertionError("passed over without a reason: " + rule.place());
    }
}
