package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// An element of a list that another one holds already.
public final class OverlappingElements implements Check {
    private static final Card CARD = new Card(
            "NFT009",
            "overlapping-elements",
            Level.NOTE,
            new Said("An element of the list repeats another, or lies inside it.", "要素が重複しているか、他の要素に含まれています。"),
            new Said("It has no effect; one of the two may be a slip.", "効果がなく、どちらかは書き間違いかもしれません。"),
            new Said("Remove the smaller one.", "小さい方を削除してください。"),
            """
            *filter
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m multiport --dports 22,80:90,85 -j ACCEPT
            COMMIT
            """,
            """
            *filter
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m multiport --dports 22,80:90 -j ACCEPT
            COMMIT
            """);

    @Override
    public Card card() {
        return CARD;
    }

    private static final int MOST_ELEMENTS = 2000;

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        for (Subject.Spot spot : subject.rules()) {
            for (Statement statement : Subject.statements(spot.rule())) {
                if (statement
                        instanceof
                        Match.Compare(_, _, _, Value.SetLiteral(_, List<Value.Element> elements))) {
                    check(spot, elements, findings);
                }
            }
        }
        return findings;
    }

    private static void check(Subject.Spot spot, List<Value.Element> elements, List<Finding> into) {
        var sorted = elements.stream()
                .flatMap(e -> Stretch.of(e.key()).stream())
                .sorted(Comparator.comparing(Stretch::first).thenComparing(Stretch::last, Comparator.reverseOrder()))
                .limit(MOST_ELEMENTS)
                .toList();
        Optional<Stretch> widest = Optional.empty();
        for (Stretch stretch : sorted) {
            if (widest.isPresent() && stretch.last() <= widest.get().last()) {
                into.add(Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                stretch + " is part of " + widest.get() + " in the same list",
                                stretch + " は同じ一覧の " + widest.get() + " に含まれます")));
            } else {
                widest = Optional.of(stretch);
            }
        }
    }

    /// `80-90`, `22`: what is a number or a range of them.
    private record Stretch(long first, long last) {
        static Optional<Stretch> of(Value value) {
            return switch (value) {
                case Value.Number(long number) -> Optional.of(new Stretch(number, number));
                case Value.Range(Value.Number(long first), Value.Number(long last)) ->
                    Optional.of(new Stretch(first, last));
                case Value _ -> Optional.empty();
            };
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }
}
