package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.nftrace.text.Messages;
import org.nftrace.text.Span;

/// Which chain leads to which, and whether the kernel would take that: no circles, and in nf_tables no way of more than
/// 16 jumps (include/net/netfilter/nf_tables.h, NFT_JUMP_STACK_SIZE).
final class JumpGraph {
    private static final int DEEPEST = 16;
    private static final int LONGEST_TOLD = 8;

    private final Map<String, Map<String, Span>> jumps;
    private final boolean bounded;
    private final Messages messages;
    // How many jumps lead on from a chain at most; absent while the chain is being looked at.
    private final Map<String, Integer> depths = new HashMap<>();

    JumpGraph(Map<String, Map<String, Span>> jumps, boolean bounded, Messages messages) {
        this.jumps = jumps;
        this.bounded = bounded;
        this.messages = messages;
    }

    /// A chain on the way, and which of its jumps are still to be looked at.
    private static final class Visit {
        final String chain;
        final Iterator<Map.Entry<String, Span>> left;
        int depth;

        Visit(String chain, Map<String, Span> jumps) {
            this.chain = chain;
            this.left = jumps.entrySet().iterator();
        }
    }

    void check() {
        for (String chain : jumps.keySet()) {
            if (!depths.containsKey(chain)) {
                walk(chain);
            }
        }
    }

    // By hand and not by recursion: a dump may have a line of a hundred thousand chains.
    private void walk(String start) {
        List<Visit> way = new ArrayList<>();
        Map<String, Integer> onWay = new HashMap<>();
        enter(start, way, onWay);
        while (!way.isEmpty()) {
            Visit visit = way.getLast();
            if (!visit.left.hasNext()) {
                leave(way, onWay);
                continue;
            }
            var jump = visit.left.next();
            if (onWay.containsKey(jump.getKey())) {
                loop(way.subList(onWay.get(jump.getKey()), way.size()), jump.getKey(), jump.getValue());
            } else if (depths.containsKey(jump.getKey())) {
                deepen(visit, jump.getValue(), depths.get(jump.getKey()));
            } else {
                enter(jump.getKey(), way, onWay);
            }
        }
    }

    private void enter(String chain, List<Visit> way, Map<String, Integer> onWay) {
        onWay.put(chain, way.size());
        way.add(new Visit(chain, jumps.getOrDefault(chain, Map.of())));
    }

    private void leave(List<Visit> way, Map<String, Integer> onWay) {
        Visit done = way.removeLast();
        onWay.remove(done.chain);
        depths.put(done.chain, done.depth);
        if (!way.isEmpty()) {
            Visit from = way.getLast();
            deepen(from, jumps.get(from.chain).get(done.chain), done.depth);
        }
    }

    private void deepen(Visit from, Span jump, int below) {
        int depth = below + 1;
        if (depth == DEEPEST + 1 && from.depth < depth && bounded) {
            messages.error(
                    jump, "from here more than " + DEEPEST + " jumps follow each other; the kernel takes no more");
        }
        from.depth = Math.max(from.depth, depth);
    }

    private void loop(List<Visit> circle, String back, Span span) {
        boolean isLong = circle.size() >= LONGEST_TOLD;
        List<String> names = new ArrayList<>();
        circle.subList(0, isLong ? 4 : circle.size()).forEach(visit -> names.add(visit.chain));
        if (isLong) {
            names.add("…");
            names.add(circle.getLast().chain);
        }
        names.add(back);
        messages.error(span, "jump loop: " + String.join(" → ", names));
    }
}
