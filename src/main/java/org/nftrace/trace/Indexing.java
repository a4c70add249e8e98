package org.nftrace.trace;

/// When the rules of a chain are searched by an index and not one by one. What is told of them is the same.
///
/// @param rules  chains with fewer are walked
/// @param visits how often a chain is walked before an index pays
public record Indexing(int rules, int visits) {
    public static final Indexing USUAL = new Indexing(16, 1);

    /// Every chain from the first packet on.
    public static final Indexing ALWAYS = new Indexing(1, 0);

    /// Each rule is asked: what indexes are held against.
    public static final Indexing NEVER = new Indexing(Integer.MAX_VALUE, 0);
}
