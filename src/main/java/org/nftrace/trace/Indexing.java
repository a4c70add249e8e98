package org.nftrace.trace;

/// When the rules of a chain are searched by an index, and when a packet goes through it as others did that looked
/// alike; else they are asked one by one. What is told of them is the same.
///
/// @param rules  chains with so many are searched, others remembered
/// @param visits how often a chain is walked before that pays
public record Indexing(int rules, int visits) {
    public static final Indexing USUAL = new Indexing(16, 1);

    /// Every chain is searched from the first packet on.
    public static final Indexing ALWAYS = new Indexing(1, 0);

    /// Every chain is remembered from the first packet on.
    public static final Indexing REMEMBERED = new Indexing(Integer.MAX_VALUE, 0);

    /// Each rule is asked: what the others are held against.
    public static final Indexing NEVER = new Indexing(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
