package org.nftrace.trace;

import java.util.function.Consumer;
import org.nftrace.ir.Match;

/// Rules that an index showed not to match, so that nobody asked them: from the rule at `from` to the one before `to`.
///
/// Why each does not match is found out when somebody wants to see it.
///
/// @param after how many steps were told before
/// @param view  what the rules would have seen
record Gap(int after, ReadyChain chain, int from, int to, View view) {

    int length() {
        return to - from;
    }

    void tell(Consumer<Step> told) {
        for (int i = from; i < to; i++) {
            told.accept(passedOver(chain.rule(i)));
        }
    }

    private Step passedOver(ReadyRule rule) {
        for (int i = 0; i < rule.length(); i++) {
            if (rule.statement(i) instanceof Match match) {
                Judgement judgement = chain.home().evaluator().judge(match, view);
                if (judgement.answer() == Answer.NO) {
                    return new Step.PassedOver(rule.place(), match, judgement.seen());
                }
            }
        }
        throw new AssertionError("an index passed over " + rule.place());
    }
}
