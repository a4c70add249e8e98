package org.nftrace.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// The elements of a set around a value that was looked up in it.
///
/// Close is said of what has an order that people think in: addresses and ports, by how far one is from the other. Of
/// several fields side by side, the element in which most of them fit.
///
/// @param selector what was looked up, and `key` what it is in the packet
/// @param inside   whether the rule asks for it to be in the set
record Neighbours(Expression selector, List<Value> key, List<Value> elements, boolean inside) {

    static Optional<Neighbours> of(Place place, Statement failed, Seen seen) {
        var sets = new Sets(place.table());
        return questions(failed)
                .filter(q -> q.selector().equals(seen.selector()))
                .findFirst()
                .map(q -> new Neighbours(
                        q.selector(),
                        parts(seen.value()),
                        sets.elements(q.set()).stream().map(Value.Element::key).toList(),
                        q.inside()));
    }

    Optional<Nearest> nearest() {
        if (elements.isEmpty()) {
            return Optional.of(new Nearest.EmptySet());
        }
        return inside
                ? elements.stream()
                        .filter(e -> distance(e).isSaid())
                        .min(Comparator.comparing(this::distance))
                        .map(Nearest.Element::new)
                : elements.stream()
                        .filter(e -> distance(e).misfits() == 0)
                        .findFirst()
                        .map(Nearest.Holding::new);
    }

    /// A question to a set.
    private record Asked(Expression selector, Value set, boolean inside) {}

    private static Stream<Asked> questions(Statement statement) {
        return switch (statement) {
            case Match.Compare(_, var selector, var relation, var value) ->
                isSet(value) && (relation == Relation.EQ || relation == Relation.NE)
                        ? Stream.of(new Asked(selector, value, relation == Relation.EQ))
                        : Stream.empty();
            case Match.XtMatch xt -> xt.meaning().stream().flatMap(List::stream).flatMap(Neighbours::questions);
            case Match.AnyOf _, Match.Limit _, Match.Quota _, Match.ConnectionLimit _, Match.Unread _ -> Stream.empty();
            case Action.VerdictMap(_, var selector, var map) -> Stream.of(new Asked(selector, map, true));
            case Action _ -> Stream.empty();
        };
    }

    private static boolean isSet(Value value) {
        return value instanceof Value.SetLiteral || value instanceof Value.SetReference;
    }

    private static List<Value> parts(Value value) {
        return value instanceof Value.Concatenation(List<Value> parts) ? parts : List.of(value);
    }

    private Distance distance(Value element) {
        List<Value> wanted = parts(element);
        int misfits = 0;
        var far = new ArrayList<BigInteger>();
        for (int i = 0; i < key.size(); i++) {
            Ranges ranges = i < wanted.size() ? Words.ranges(wanted.get(i)) : Ranges.NONE;
            Optional<Word> word = Words.word(key.get(i));
            if (word.isEmpty() || !ranges.contains(word.get())) {
                misfits++;
                if (word.isPresent() && !ranges.isEmpty() && isOrdered(i)) {
                    far.add(between(ranges, word.get()));
                }
            }
        }
        return new Distance(misfits < key.size() || far.size() == misfits, misfits, far);
    }

    private boolean isOrdered(int part) {
        Expression of = selector instanceof Selector.Concatenation(var parts) ? parts.get(part) : selector;
        return key.get(part) instanceof Value.IpAddress
                || of instanceof Selector.Payload(var field) && field.type() == DataType.INET_SERVICE;
    }

    private static BigInteger between(Ranges ranges, Word word) {
        BigInteger at = word.toBigInteger();
        return ranges.list().stream()
                .flatMap(r -> Stream.of(r.first(), r.last()))
                .map(end -> end.toBigInteger().subtract(at).abs())
                .min(BigInteger::compareTo)
                .orElseThrow();
    }

    /// How far an element is from the key.
    ///
    /// @param isSaid  an element of which nothing fits, in a field without order, is as near as any other
    /// @param misfits how many parts of the key the element does not have
    /// @param far     how far those parts are from it, in their order; of parts without order nothing
    private record Distance(boolean isSaid, int misfits, List<BigInteger> far) implements Comparable<Distance> {
        @Override
        public int compareTo(Distance other) {
            if (misfits != other.misfits) {
                return Integer.compare(misfits, other.misfits);
            }
            if (far.size() != other.far.size()) {
                return Integer.compare(other.far.size(), far.size());
            }
            for (int i = 0; i < far.size(); i++) {
                int order = far.get(i).compareTo(other.far.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }
}
