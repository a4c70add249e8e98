package org.nftrace.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.packet.Fact;

/// Says what the matches, verdict maps and assignments of one table mean, without a packet at hand.
public final class Meanings {
    private static final Meaning.Range YES = new Meaning.Range(BigInteger.ONE, BigInteger.ONE);
    private static final Meaning.Range NO = new Meaning.Range(BigInteger.ZERO, BigInteger.ZERO);

    private final Table table;
    private final Sources sources;
    private final Evaluator evaluator;

    private Meanings(Table table) {
        this.table = table;
        this.sources = new Sources(table);
        this.evaluator = Evaluator.of(new Ruleset(List.of(table)), table);
    }

    public static Meanings of(Table table) {
        return new Meanings(table);
    }

    /// {@return what `fib daddr type` asks, or `fib saddr type`, whatever the interface}
    public static Dimension addressType(Fact address) {
        Selector.FibKey key = address == Fact.SOURCE ? Selector.FibKey.SADDR : Selector.FibKey.DADDR;
        var kind = new Quantity.Kind(new Selector.Fib(Set.of(key), Selector.FibResult.TYPE), address);
        return new Dimension.Other(kind.toString(), kind.width());
    }

    public Meaning of(Match match) {
        return of(evaluator.ready(match));
    }

    private Meaning of(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Atom(Quantity quantity, Ranges wanted, _) -> in(quantity, wanted);
            case Criterion.All(List<Criterion> parts) ->
                new Meaning.All(parts.stream().map(this::of).toList());
            case Criterion.Any(List<Criterion> parts) ->
                new Meaning.Any(parts.stream().map(this::of).toList());
            case Criterion.Member(List<Operand> key, SetIndex index, boolean wanted, Shown shown) -> {
                Criterion in =
                        index.catchAll().isPresent() ? Criterion.constant(true) : holds(key, index.entries(), shown);
                yield of(wanted ? in : in.not());
            }
            case Criterion.Open _ -> new Meaning.Open();
            case Criterion.Stored stored ->
                new Meaning.Stored(
                        of(stored.listed()), membership(stored), stored.set().fleeting());
        };
    }

    private Meaning.In membership(Criterion.Stored stored) {
        var dimension = new Dimension.InSet(
                table.label(), stored.set().name(), stored.key().toString());
        return new Meaning.In(dimension, List.of(stored.wanted() ? YES : NO));
    }

    private static Criterion holds(List<Operand> key, List<SetIndex.Entry> entries, Shown shown) {
        if (key.size() == 1) {
            return key.getFirst()
                    .in(
                            Ranges.union(entries.stream()
                                    .map(e -> e.box().getFirst())
                                    .toList()),
                            shown);
        }
        return Criterion.any(entries.stream()
                .map(e -> Criterion.all(
                        IntStream.range(0, key.size() - 1)
                                .mapToObj(i -> key.get(i).in(e.box().get(i), shown))
                                .toList(),
                        key.getLast().in(e.box().getLast(), shown)))
                .toList());
    }

    private Meaning in(Quantity quantity, Ranges wanted) {
        return switch (quantity) {
            case Quantity.Chance _, Quantity.Combination _ -> new Meaning.Open();
            case Quantity.Bits(Quantity.Chance _, _, _), Quantity.Bits(Quantity.Combination _, _, _) ->
                new Meaning.Open();
            case Quantity.Bits(Quantity of, int low, int length) ->
                new Meaning.Bits(dimension(of), low, length, ranges(wanted));
            case Quantity plain -> new Meaning.In(dimension(plain), ranges(wanted));
        };
    }

    private static List<Meaning.Range> ranges(Ranges ranges) {
        return ranges.list().stream()
                .map(r -> new Meaning.Range(r.first().toBigInteger(), r.last().toBigInteger()))
                .toList();
    }

    private Dimension dimension(Quantity quantity) {
        return switch (quantity) {
            case Quantity.Given(var fact, int width) -> new Dimension.OfPacket(fact, width);
            case Quantity.Name(var fact, var bridged) ->
                new Dimension.InterfaceName(table.family() == Family.BRIDGE ? bridged : fact);
            case Quantity.EtherType _ -> new Dimension.EtherType();
            case Quantity.Nfproto _ -> new Dimension.Nfproto();
            case Quantity.Attached _ -> dimension(ConnectionFacts.STATE);
            case Quantity.OfConnection(var key, int width) -> new Dimension.OfConnection(key, width);
            case Quantity.Device _,
                    Quantity.FirstHeader _,
                    Quantity.PayloadLength _,
                    Quantity.FrameLength _,
                    Quantity.OfSocket _,
                    Quantity.Plain _,
                    Quantity.OfTuple _,
                    Quantity.Kind _,
                    Quantity.Way _,
                    Quantity.OfInterface _,
                    Quantity.NextHop _,
                    Quantity.Routed _,
                    Quantity.Bits _,
                    Quantity.Combination _,
                    Quantity.Other _,
                    Quantity.Chance _ -> new Dimension.Other(quantity.toString(), quantity.width());
        };
    }

    /// The elements of a verdict map that have one verdict.
    ///
    /// @param when what the map asks for this verdict; together with the others' it need not cover everything
    public record Choice(Meaning when, Verdict verdict) {}

    /// What a verdict map does.
    ///
    /// @param choices by verdict, in the order of the elements
    /// @param stored  a map with a name, whose elements may become others
    /// @param known   false when the dump does not have the map
    public record Choices(List<Choice> choices, boolean stored, boolean known) {
        public Choices {
            choices = List.copyOf(choices);
        }
    }

    public Choices of(Action.VerdictMap map) {
        boolean stored = map.map() instanceof Value.SetReference;
        if (sources.sets().unlisted(map.map()).isPresent()) {
            return new Choices(List.of(), stored, false);
        }
        Key key = sources.key(map.key());
        SetIndex index = sources.sets().index(map.map());
        var byVerdict = new LinkedHashMap<Verdict, List<SetIndex.Entry>>();
        for (SetIndex.Entry entry : index.entries()) {
            verdict(entry.element())
                    .ifPresent(v ->
                            byVerdict.computeIfAbsent(v, _ -> new ArrayList<>()).add(entry));
        }
        var choices = new ArrayList<Choice>();
        byVerdict.forEach((verdict, entries) -> choices.add(new Choice(of(inCases(key, entries, true)), verdict)));
        index.catchAll()
                .flatMap(Meanings::verdict)
                .ifPresent(v -> choices.add(new Choice(of(inCases(key, index.entries(), false)), v)));
        return new Choices(choices, stored, true);
    }

    private static Criterion inCases(Key key, List<SetIndex.Entry> entries, boolean wanted) {
        return Criterion.any(key.cases().stream()
                .map(c -> {
                    Criterion held = holds(c.parts(), entries, key.shown(c));
                    return Criterion.all(c.guards(), wanted ? held : held.not());
                })
                .toList());
    }

    private static Optional<Verdict> verdict(Value.Element element) {
        return element.data().orElse(null) instanceof Value.VerdictData(Verdict verdict)
                ? Optional.of(verdict)
                : Optional.empty();
    }

    /// What an assignment changes.
    ///
    /// @param pieces the bits that are others afterwards
    /// @param there  when the packet has the field; else the rule ends there
    /// @param sure   false when there may be nothing to write, and the rule ends there
    /// @param stays  when nothing may be written, and the rule goes on
    public record Written(List<Piece> pieces, Meaning there, boolean sure, boolean stays) {
        public Written {
            pieces = List.copyOf(pieces);
        }
    }

    /// `length` bits, the lowest of which is bit `low`, become this; absent: something that is not known.
    public record Piece(Dimension of, int low, int length, Optional<BigInteger> value) {}

    public Written of(Action.Assign assign) {
        if (assign.target() instanceof Selector.Concatenation || assign.value() instanceof Selector.Concatenation) {
            return new Written(List.of(), new Meaning.All(List.of()), false, true);
        }
        Source target = sources.of(assign.target());
        Source value = sources.of(assign.value());
        boolean sure =
                value.cases().size() == 1 && value.cases().getFirst().guards().isEmpty();
        var pieces = new ArrayList<Piece>();
        for (Source.Case with : target.cases()) {
            pieces.addAll(
                    sure
                            ? pieces(with.operand(), value.cases().getFirst().operand())
                            : unknown(with.operand().parts()));
        }
        boolean field = assign.target() instanceof Selector.Payload;
        Criterion there = field
                ? Criterion.any(target.cases().stream()
                        .<Criterion>map(c -> new Criterion.All(c.guards()))
                        .toList())
                : Criterion.constant(true);
        return new Written(pieces, of(there), sure, assign.target() instanceof Selector.Ct);
    }

    private List<Piece> unknown(List<Operand.Slice.Part> parts) {
        return parts.stream()
                .map(p -> new Piece(dimension(p.of()), p.low(), p.length(), Optional.empty()))
                .toList();
    }

    // Slice by slice: what is written there, unless it is what stood there.
    private List<Piece> pieces(Operand target, Operand value) {
        if (value.width() > target.width() && value.quantities().isEmpty()) {
            return pieces(target, value.extract(value.width() - target.width(), target.width()));
        }
        var pieces = new ArrayList<Piece>();
        if (target.slices().size() != 1
                || !(target.slices().getFirst() instanceof Operand.Slice.Part part)
                || value.width() > target.width()) {
            return unknown(target.parts());
        }
        int low = part.low() + part.length();
        for (Operand.Slice slice : value.widened(target.width()).slices()) {
            low -= slice.length();
            Dimension of = dimension(part.of());
            switch (slice) {
                case Operand.Slice.Constant(Word bits, int length) ->
                    pieces.add(new Piece(of, low, length, Optional.of(bits.toBigInteger())));
                case Operand.Slice.Part(Quantity from, int at, int length, boolean inverted) -> {
                    if (inverted || at != low || !from.equals(part.of())) {
                        pieces.add(new Piece(of, low, length, Optional.empty()));
                    }
                }
            }
        }
        return pieces;
    }
}
