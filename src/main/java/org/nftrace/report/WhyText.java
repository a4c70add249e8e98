package org.nftrace.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Obstacle;
import org.nftrace.trace.Target;
import org.nftrace.trace.Why;

/// The answer to `--why`: what keeps a packet from a rule, and which packet nearest to it nothing keeps from it.
public final class WhyText {
    private static final int MOST_WAYS = 4;
    private static final String INDENT = "  ";

    private final Words words;
    private final int columns;
    private final boolean colour;

    public WhyText(Language language, int columns, boolean colour) {
        this.words = language.words();
        this.columns = columns;
        this.colour = colour;
    }

    public void write(Why why, PrintWriter out) {
        var page = new Page(out, columns, colour);
        page.heading(PacketText.whole(why.packet().packet()));
        page.prose("", Style.HIT, words.asked(name(why.target()), text(why.target())));
        page.blank();
        var ways = new LinkedHashMap<Optional<Obstacle>, Condition>();
        why.ways().forEach(w -> ways.putIfAbsent(w.obstacle(), w.given()));
        ways.entrySet().stream().limit(MOST_WAYS).forEach(e -> {
            if (ways.size() > 1) {
                page.prose("", Style.OPEN, words.condition(e.getValue()));
            }
            e.getKey()
                    .ifPresentOrElse(
                            o -> tell(o, "", page),
                            () -> page.prose(
                                    "",
                                    Style.GOOD,
                                    words.reaches(why.target().index().isPresent())));
        });
        if (ways.size() > MOST_WAYS) {
            page.prose("", Style.OPEN, words.more(ways.size() - MOST_WAYS));
        }
        if (ways.size() > 1 || ways.keySet().iterator().next().isPresent()) {
            instead(why, page);
        }
    }

    private void instead(Why why, Page page) {
        page.blank();
        if (why.instead().isEmpty()) {
            page.prose("", Style.OPEN, words.noneReaches());
            return;
        }
        Packet after = why.instead().get().packet();
        Packet before = withFieldsOf(why.packet().packet(), after);
        var connection = why.instead().get().connection();
        String state = connection.equals(why.packet().connection())
                ? ""
                : " ct=" + Notation.word(connection.iterator().next());
        String changes = Changes.of(before, after, words);
        page.prose(
                "",
                Style.GOOD,
                words.wouldReach(changes.isEmpty() ? state.strip() : changes + (state.isEmpty() ? "" : "," + state)));
        String local = why.instead().get().local().map(l -> " local=" + l).orElse("");
        page.prose(INDENT, Style.PLAIN, "--packet '" + PacketText.description(after) + local + state + "'");
    }

    // A packet of another protocol has no such fields: that is no change of its own.
    private static Packet withFieldsOf(Packet before, Packet after) {
        Packet alike = before;
        for (Fact fact : List.of(Fact.TCP_FLAGS, Fact.ICMP_TYPE, Fact.ICMP_CODE, Fact.ICMP_ID)) {
            alike = after.knows(fact) ? alike : alike.without(fact);
        }
        return alike;
    }

    /// {@return `ip filter FORWARD 3`}
    public static String name(Target target) {
        return target.table().label(target.chain())
                + (target.index().isPresent() ? " " + target.index().getAsInt() : "");
    }

    private static String text(Target target) {
        return target.place().map(p -> Lines.one(p.rule().span())).orElse("");
    }

    private void tell(Obstacle obstacle, String indent, Page page) {
        page.prose(indent, Style.PLAIN, words.obstacle(obstacle));
        if (obstacle instanceof Obstacle.NotCalled(_, List<Obstacle.Call> calls)) {
            for (Obstacle.Call call : calls) {
                page.prose(
                        indent + INDENT,
                        Style.FAINT,
                        Notation.place(call.place()) + ": "
                                + Lines.one(call.place().rule().span()));
                tell(call.why(), indent + INDENT + INDENT, page);
            }
        }
    }
}
