package org.nftrace.ir;

/// What becomes of the packet: `accept`, `jump DOCKER` · `-j ACCEPT`, `-j DOCKER`, `-g NEXT` (nft(8), VERDICT
/// STATEMENTS).
public sealed interface Verdict {

    record Accept() implements Verdict {}

    record Drop() implements Verdict {}

    /// `continue`: the next rule, as if the verdict were not there.
    record Continue() implements Verdict {}

    record Return() implements Verdict {}

    record Jump(String chain) implements Verdict {}

    record Goto(String chain) implements Verdict {}
}
