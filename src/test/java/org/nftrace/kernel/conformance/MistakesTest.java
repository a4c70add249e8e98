package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine still has what the deliberate mistakes change.
class MistakesTest {

    static List<Mistakes.Mistake> mistakes() {
        return Mistakes.ALL;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void every_mistake_can_be_made(Mistakes.Mistake mistake) throws IOException {
        assertTrue(mistake.canBeMade(), mistake.name());
    }
}
