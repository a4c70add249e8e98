package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.grammar.NftParser.AcceptContext;
import org.nftrace.grammar.NftParser.CatchAllContext;
import org.nftrace.grammar.NftParser.ContinueContext;
import org.nftrace.grammar.NftParser.DropContext;
import org.nftrace.grammar.NftParser.ElementCommentContext;
import org.nftrace.grammar.NftParser.ElementContext;
import org.nftrace.grammar.NftParser.ElementDataContext;
import org.nftrace.grammar.NftParser.ElementExpiresContext;
import org.nftrace.grammar.NftParser.ElementKeyContext;
import org.nftrace.grammar.NftParser.ElementOptionContext;
import org.nftrace.grammar.NftParser.ElementPartContext;
import org.nftrace.grammar.NftParser.ElementPartsContext;
import org.nftrace.grammar.NftParser.ElementStateContext;
import org.nftrace.grammar.NftParser.ElementTimeoutContext;
import org.nftrace.grammar.NftParser.GotoContext;
import org.nftrace.grammar.NftParser.JumpContext;
import org.nftrace.grammar.NftParser.MappingContext;
import org.nftrace.grammar.NftParser.NestedSetContext;
import org.nftrace.grammar.NftParser.ReturnContext;
import org.nftrace.grammar.NftParser.SetContext;
import org.nftrace.grammar.NftParser.ValueDataContext;
import org.nftrace.grammar.NftParser.VerdictContext;
import org.nftrace.grammar.NftParser.VerdictDataContext;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;

/// Reads sets and maps, in braces or by name, and their elements.
final class ElementReader {
    private final Places places;
    private final Numbers numbers;
    private final ValueReader values;
    private final StatefulReader statefuls;

    ElementReader(Places places, ValueReader values) {
        this.places = places;
        this.numbers = new Numbers(places);
        this.values = values;
        this.statefuls = new StatefulReader(places);
    }

    /// What the elements of a set are mapped to.
    enum Holding {
        ANYTHING,
        NOTHING,
        VALUES,
        VERDICTS
    }

    /// {@return the map of `vmap { 22 : accept }`, `vmap @services`}
    Value verdictMapping(MappingContext mapping, List<Kind> keys) {
        return mapping(mapping, keys, List.of(), Holding.VERDICTS);
    }

    /// {@return the map of `map { 80 : 10.0.0.1 }`, `map @servers`}
    Value mapping(MappingContext mapping, List<Kind> keys, List<Kind> data) {
        return mapping(mapping, keys, data, Holding.VALUES);
    }

    private Value mapping(MappingContext mapping, List<Kind> keys, List<Kind> data, Holding holding) {
        return mapping.set() == null ? values.reference(mapping.reference()) : set(mapping.set(), keys, data, holding);
    }

    Value.SetLiteral set(SetContext set, List<Kind> keys) {
        return set(set, keys, List.of(), Holding.NOTHING);
    }

    private Value.SetLiteral set(SetContext set, List<Kind> keys, List<Kind> data, Holding holding) {
        List<Value.Element> elements = new ArrayList<>();
        for (ElementContext element : set.element()) {
            addTo(elements, element, keys, data, holding);
        }
        return new Value.SetLiteral(places.of(set), elements);
    }

    /// Adds an element, or those of a set inside a set, which a definition may bring: `{ $lan, $dmz }`.
    void addTo(
            List<Value.Element> elements, ElementContext element, List<Kind> keys, List<Kind> data, Holding holding) {
        if (element.elementKey() instanceof NestedSetContext nested) {
            for (ElementContext inner : nested.set().element()) {
                addTo(elements, inner, keys, data, holding);
            }
        } else {
            check(element, holding);
            elements.add(element(element, keys, data));
        }
    }

    private void check(ElementContext element, Holding holding) {
        ElementDataContext data = element.elementData();
        switch (holding) {
            case ANYTHING -> {}
            case NOTHING ->
                expect(data == null, element, "an element of a set is mapped to nothing, expected ',' or '}'");
            case VALUES -> expect(data instanceof ValueDataContext, element, "expected 'key : value' in a map");
            case VERDICTS ->
                expect(data instanceof VerdictDataContext, element, "expected 'key : verdict' in a verdict map");
        }
    }

    private void expect(boolean fits, ElementContext element, String message) {
        if (!fits) {
            throw new Unreadable(places.of(element.elementData() == null ? element : element.elementData()), message);
        }
    }

    private Value.Element element(ElementContext element, List<Kind> keys, List<Kind> data) {
        OptionalLong timeout = OptionalLong.empty();
        OptionalLong expires = OptionalLong.empty();
        Optional<String> comment = Optional.empty();
        List<Statement> state = new ArrayList<>();
        for (ElementOptionContext option : element.elementOption()) {
            switch (option) {
                case ElementTimeoutContext of -> timeout = OptionalLong.of(numbers.durationOrNever(of.stop));
                case ElementExpiresContext of ->
                    expires = OptionalLong.of(numbers.duration(of.NUMBER().getSymbol()));
                case ElementCommentContext of ->
                    comment = Optional.of(AtomReader.unquoted(of.text().getText()));
                case ElementStateContext of -> state.add(statefuls.statement(of.stateful()));
                default -> throw new AssertionError(option.getClass());
            }
        }
        Value key = key(element.elementKey(), keys);
        Optional<Value> mapped = Optional.ofNullable(element.elementData()).map(found -> data(found, data));
        return new Value.Element(places.of(element), key, mapped, timeout, expires, comment, state);
    }

    private Value key(ElementKeyContext key, List<Kind> kinds) {
        return switch (key) {
            case CatchAllContext _ -> new Value.CatchAll();
            case ElementPartsContext parts -> parts(parts.elementPart(), kinds);
            default -> throw new AssertionError(key.getClass());
        };
    }

    private Value data(ElementDataContext data, List<Kind> kinds) {
        return switch (data) {
            case VerdictDataContext verdict -> new Value.VerdictData(verdict(verdict.verdict()));
            case ValueDataContext value -> parts(value.elementPart(), kinds);
            default -> throw new AssertionError(data.getClass());
        };
    }

    private Value parts(List<ElementPartContext> parts, List<Kind> kinds) {
        if (parts.size() == 1) {
            return values.part(parts.getFirst(), Kinds.at(kinds, 0));
        }
        List<Value> read = new ArrayList<>();
        for (ElementPartContext part : parts) {
            read.add(values.part(part, Kinds.at(kinds, read.size())));
        }
        return new Value.Concatenation(read);
    }

    Verdict verdict(VerdictContext verdict) {
        return switch (verdict) {
            case AcceptContext _ -> new Verdict.Accept();
            case DropContext _ -> new Verdict.Drop();
            case ContinueContext _ -> new Verdict.Continue();
            case ReturnContext _ -> new Verdict.Return();
            case JumpContext jump
            when jump.name() != null -> new Verdict.Jump(jump.name().getText());
            case GotoContext go
            when go.name() != null -> new Verdict.Goto(go.name().getText());
            default -> throw new Unreadable(places.of(verdict), "a chain may stand here by its name only");
        };
    }
}
