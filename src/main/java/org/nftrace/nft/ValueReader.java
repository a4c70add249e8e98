package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.grammar.NftParser.AtomContext;
import org.nftrace.grammar.NftParser.BitsContext;
import org.nftrace.grammar.NftParser.ElementPartContext;
import org.nftrace.grammar.NftParser.PlainValueContext;
import org.nftrace.grammar.NftParser.PrefixContext;
import org.nftrace.grammar.NftParser.RangeContext;
import org.nftrace.grammar.NftParser.ReferenceContext;
import org.nftrace.grammar.NftParser.SetLiteralContext;
import org.nftrace.grammar.NftParser.SetReferenceContext;
import org.nftrace.grammar.NftParser.ValueContext;
import org.nftrace.ir.Value;
import org.nftrace.net.Prefix;
import org.nftrace.text.Span;

/// Reads what is written in a rule to be compared with: words, ranges, prefixes, masks, bits, concatenations. Sets are
/// the [ElementReader]'s.
final class ValueReader {
    private final Places places;
    private final AtomReader atoms;
    private final ElementReader elements;

    ValueReader(Places places) {
        this.places = places;
        this.atoms = new AtomReader(places);
        this.elements = new ElementReader(places, this);
    }

    ElementReader elements() {
        return elements;
    }

    Value value(ValueContext value, List<Kind> kinds) {
        return switch (value) {
            case SetLiteralContext set -> elements.set(set.set(), kinds);
            case SetReferenceContext reference -> reference(reference.reference());
            case PlainValueContext plain -> plain(plain, kinds);
            default -> throw new AssertionError(value.getClass());
        };
    }

    Value.SetReference reference(ReferenceContext reference) {
        return new Value.SetReference(places.of(reference), reference.name().getText());
    }

    private Value plain(PlainValueContext plain, List<Kind> kinds) {
        Kind first = Kinds.at(kinds, 0);
        Value value = bits(plain.bits(0), first);
        if (plain.bits().size() > 1) {
            value = new Value.Masked(value, bits(plain.bits(1), first));
        }
        if (plain.range().isEmpty()) {
            return value;
        }
        List<Value> parts = new ArrayList<>(List.of(value));
        for (RangeContext range : plain.range()) {
            parts.add(range(range, Kinds.at(kinds, parts.size())));
        }
        return new Value.Concatenation(parts);
    }

    private Value bits(BitsContext bits, Kind kind) {
        if (bits.range().size() > 1 && !bits.COMMA().isEmpty() && !kind.type().isBitField()) {
            Span comma = places.of(bits.COMMA(0).getSymbol());
            throw new Unreadable(comma, "unexpected ',': several values stand in braces, as in '{ 22, 80 }'");
        }
        return bits(bits.range(), kind);
    }

    Value bits(List<RangeContext> ranges, Kind kind) {
        if (ranges.size() == 1) {
            return range(ranges.getFirst(), kind);
        }
        return new Value.Bits(ranges.stream().map(range -> range(range, kind)).toList());
    }

    Value part(ElementPartContext part, Kind kind) {
        if (part.SLASH() == null) {
            return bits(part.range(), kind);
        }
        int slash = part.SLASH().getSymbol().getTokenIndex();
        var value = part.range().stream()
                .filter(r -> r.start.getTokenIndex() < slash)
                .toList();
        var mask = part.range().stream()
                .filter(r -> r.start.getTokenIndex() > slash)
                .toList();
        return new Value.Masked(bits(value, kind), bits(mask, kind));
    }

    Value range(RangeContext range, Kind kind) {
        Value first = prefix(range.prefix(0), kind);
        if (range.MINUS() == null) {
            return first;
        }
        return new Value.Range(first, prefix(range.prefix(1), kind));
    }

    private Value prefix(PrefixContext prefix, Kind kind) {
        Value value = atom(prefix.atom(), kind);
        if (prefix.NUMBER() == null) {
            return value;
        }
        Span span = places.of(prefix);
        Value length = AtomReader.number(prefix.NUMBER().getText(), Kind.UNKNOWN, span);
        if (value instanceof Value.IpAddress(var address) && length instanceof Value.Number(var bits)) {
            if (bits > address.width()) {
                throw new Unreadable(span, "'/" + bits + "' is too long a prefix, at most /" + address.width());
            }
            return new Value.IpPrefix(new Prefix(address, (int) bits));
        }
        int width = kind.type().width();
        if (width > 0 && width < Long.SIZE && length instanceof Value.Number(var bits) && bits <= width) {
            return new Value.Masked(value, new Value.Number(Masks.of((int) bits, width)));
        }
        throw new Unreadable(span, "unexpected '/', only an address or a field of known width has prefixes");
    }

    Value atom(AtomContext atom, Kind kind) {
        return atoms.atom(atom, kind);
    }
}
