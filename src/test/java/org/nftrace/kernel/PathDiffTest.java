package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathDiffTest {

    @Test
    void lines_of_one_side_only_are_marked() {
        var first = line("a", 4, "jump b");
        var extra = line("b", 7, "return");
        var last = new PathLine("ip", "t", "a", Event.Kind.POLICY, 0, "drop");
        assertEquals("""
            kernel                 nftrace
            ip t a rule 4 jump b   ip t a rule 4 jump b
            ip t a policy drop   <
                                 > ip t b rule 7 return
            """, PathDiff.print("kernel", List.of(first, last), "nftrace", List.of(first, extra)));
    }

    private static PathLine line(String chain, long handle, String verdict) {
        return new PathLine("ip", "t", chain, Event.Kind.RULE, handle, verdict);
    }
}
