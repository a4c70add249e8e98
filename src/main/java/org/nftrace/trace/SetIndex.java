package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nftrace.ir.Value;

/// The elements of a set or map, so that the one that holds a key is found at once.
///
/// Parts of the key that are single values in every element are looked up by hash; among what is left, ranges are
/// searched.
final class SetIndex {
    private final List<Entry> entries;
    private final Optional<Value.Element> catchAll;
    private final int[] exactParts;
    private final Map<List<Word>, Bucket> buckets;

    /// Entries that agree in the exact parts, sorted by where the first part begins.
    ///
    /// @param reach how far the first part of any entry up to here goes
    private record Bucket(List<Entry> entries, List<Word> reach) {
        static Bucket of(List<Entry> entries) {
            var sorted = entries.stream()
                    .sorted(Comparator.comparing(e -> e.box().getFirst().first()))
                    .toList();
            var reach = new ArrayList<Word>();
            for (Entry entry : sorted) {
                Word last = entry.box().getFirst().last();
                reach.add(reach.isEmpty() || reach.getLast().compareTo(last) < 0 ? last : reach.getLast());
            }
            return new Bucket(sorted, List.copyOf(reach));
        }
    }

    /// An element and the values of each part of its key.
    record Entry(List<Ranges> box, Value.Element element) {
        Entry {
            box = List.copyOf(box);
        }
    }

    /// @param catchAll the element `*`, which holds what no other does
    SetIndex(List<Entry> entries, Optional<Value.Element> catchAll) {
        this.entries = List.copyOf(entries);
        this.catchAll = catchAll;
        int parts = entries.isEmpty() ? 0 : entries.getFirst().box().size();
        exactParts = IntStream.range(0, parts)
                .filter(i ->
                        entries.stream().allMatch(e -> e.box().get(i).only().isPresent()))
                .toArray();
        var lists = new HashMap<List<Word>, List<Entry>>();
        for (Entry entry : entries) {
            List<Word> key = IntStream.of(exactParts)
                    .mapToObj(i -> entry.box().get(i).first())
                    .toList();
            lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(entry);
        }
        buckets = new HashMap<>();
        lists.forEach((key, list) -> buckets.put(key, Bucket.of(list)));
    }

    List<Entry> entries() {
        return entries;
    }

    Optional<Value.Element> catchAll() {
        return catchAll;
    }

    /// {@return the element that holds the key, whose parts are all known}
    Optional<Value.Element> find(List<Possible> key) {
        List<Word> words = key.stream().map(SetIndex::word).toList();
        List<Word> exact = IntStream.of(exactParts).mapToObj(words::get).toList();
        Bucket bucket = buckets.get(exact);
        return (bucket == null ? Optional.<Entry>empty() : search(bucket, words))
                .map(Entry::element)
                .or(() -> catchAll);
    }

    private static Word word(Possible possible) {
        return switch (possible) {
            case Possible.One(Word value, _) -> value;
            case Possible.Several _ -> throw new AssertionError("an open key has no element");
        };
    }

    private static boolean holds(Entry entry, List<Word> key) {
        for (int i = 0; i < key.size(); i++) {
            if (!entry.box().get(i).contains(key.get(i))) {
                return false;
            }
        }
        return true;
    }

    // Intervals of a map do not overlap, but those of an ipset may: then the one that begins last is the narrowest.
    private static Optional<Entry> search(Bucket bucket, List<Word> key) {
        List<Entry> sorted = bucket.entries();
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).box().getFirst().first().compareTo(key.getFirst()) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        for (int i = high; i >= 0 && bucket.reach().get(i).compareTo(key.getFirst()) >= 0; i--) {
            if (holds(sorted.get(i), key)) {
                return Optional.of(sorted.get(i));
            }
        }
        return Optional.empty();
    }

    /// {@return what is left of the condition that some element, `*` included, holds the key}
    Formula residual(List<Operand> key, Shown shown, View view) {
        return catchAll.isPresent() ? Formula.always() : residual(key, entries, shown, view);
    }

    /// {@return what is left of the condition that one of these elements holds the key}
    static Formula residual(List<Operand> key, List<Entry> entries, Shown shown, View view) {
        if (key.size() == 1) {
            Ranges union =
                    Ranges.union(entries.stream().map(e -> e.box().getFirst()).toList());
            return key.getFirst().in(union, shown).residual(view);
        }
        var any = new ArrayList<Formula>();
        for (Entry entry : entries) {
            Formula all = Formula.all(IntStream.range(0, key.size())
                    .mapToObj(i -> key.get(i).in(entry.box().get(i), shown).residual(view))
                    .toList());
            if (!all.isNever()) {
                any.add(all);
            }
        }
        return Formula.any(any);
    }
}
