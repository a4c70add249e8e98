package org.nftrace.trace;

import java.util.function.Consumer;
import org.nftrace.ir.Match;

/// Rules that do not match and did nothing: from the rule at `from` to the one before `to`.
///
/// Why each does not match is found out when somebody wants to see it.
///
/// @param after how many steps were told before
/// @param view  what the rules saw, or would have seen
/// @param asked whether they were asked, or an index showed that they need not be
record Gap(int after, ReadyChain chain, int from, int to, View view, boolean asked) {

    int length() {
        return to - from;
    }

    /// {@return whether these are the rules that come next, and see the same}
    @SuppressWarnings("ReferenceEquality")
    boolean isContinuedBy(int after, ReadyChain chain, int from, View view, boolean asked) {
        return this.after == after
                && this.chain.equals(chain)
                && this.to == from
                && this.view == view
                && this.asked == asked;
    }

    /// {@return these and the ones after them}
    Gap upTo(int end) {
        return new Gap(after, chain, from, end, view, asked);
    }

    void tell(Consumer<Step> told) {
        for (int i = from; i < to; i++) {
            told.accept(passedOver(chain.rule(i)));
        }
    }

    private Step passedOver(ReadyRule rule) {
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
