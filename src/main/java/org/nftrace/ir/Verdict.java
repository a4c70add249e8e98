package org.nftrace.ir;

import java.util.Optional;

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

    /// {@return the chain that it leads to: of a jump and a goto}
    default Optional<String> target() {
        return switch (this) {
            case Jump(var chain) -> Optional.of(chain);
            case Goto(var chain) -> Optional.of(chain);
            case Accept(), Drop(), Continue(), Return() -> Optional.empty();
        };
    }
}
