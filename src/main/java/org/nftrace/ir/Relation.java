package org.nftrace.ir;

/// How the two sides of a comparison must stand to each other (nft(8), EXPRESSIONS; nft's `relational` expression).
public enum Relation {
    /// `tcp dport 22`, `tcp flags == syn`, `ip saddr @trusted` · `--dport 22`: equal, inside, or an element of.
    EQ,
    /// `tcp dport != 22` · `! --dport 22`. On bit fields the whole word is compared.
    NE,
    LT,
    LE,
    GT,
    GE,
    /// `ct state new,established` · `--ctstate NEW,ESTABLISHED`: at least one of these bits is set.
    ANY,
    /// `ct state ! new` · `! --ctstate NEW`: none of these bits is set.
    NONE
}
