package org.nftrace.nft;

import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.nftrace.grammar.NftParser.AtomContext;
import org.nftrace.grammar.NftParser.CompareContext;
import org.nftrace.grammar.NftParser.OnSubjectContext;

/// The tree of a comparison, where a form of rules looks at it again and again: `tcp dport 22`.
///
/// @param atom the value, where it is one word
record Comparison(OnSubjectContext statement, CompareContext predicate, Optional<AtomContext> atom) {

    Comparison(OnSubjectContext statement) {
        this(statement, (CompareContext) statement.predicate(), atom((CompareContext) statement.predicate()));
    }

    private static Optional<AtomContext> atom(CompareContext compare) {
        ParseTree tree = compare.value();
        while (tree.getChildCount() == 1 && !(tree instanceof AtomContext)) {
            tree = tree.getChild(0);
        }
        return tree instanceof AtomContext atom ? Optional.of(atom) : Optional.empty();
    }
}
