package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Verdict;

/// A verdict of a rule made ready: the chain that it names is found, and what there is to tell of it is made once for
/// all packets.
///
/// @param by      the statement that says it
/// @param matched that the rule matched, with this verdict
/// @param target  where a jump or goto leads; nothing where the dump lacks that chain
/// @param back    the way back, of a `return`
record ReadyVerdict(
        ReadyRule rule, Statement by, Kind kind, Step.Matched matched, Optional<ReadyChain> target, Path.Return back) {

    enum Kind {
        ACCEPT,
        DROP,
        CONTINUE,
        RETURN,
        JUMP,
        GOTO
    }

    static ReadyVerdict of(ReadyRule rule, Statement by, Verdict verdict) {
        return new ReadyVerdict(
                rule,
                by,
                kind(verdict),
                new Step.Matched(rule.place(), verdict),
                verdict.target().flatMap(rule.chain().home()::chain),
                new Path.Return(Optional.of(rule.place()), rule.chain()));
    }

    private static Kind kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accept _ -> Kind.ACCEPT;
            case Verdict.Drop _ -> Kind.DROP;
            case Verdict.Continue _ -> Kind.CONTINUE;
            case Verdict.Return _ -> Kind.RETURN;
            case Verdict.Jump _ -> Kind.JUMP;
            case Verdict.Goto _ -> Kind.GOTO;
        };
    }

    Verdict verdict() {
        return matched.verdict();
    }

    /// {@return whether it is known what follows, and that the rules it leads to are walked}
    boolean isPlain(int depth) {
        return switch (kind) {
            case ACCEPT, DROP, CONTINUE, RETURN -> true;
            case JUMP, GOTO ->
                target.filter(chain ->
                                !chain.isSearched() && depth < chain.home().depth())
                        .isPresent();
        };
    }

    Place place() {
        return rule.place();
    }
}
