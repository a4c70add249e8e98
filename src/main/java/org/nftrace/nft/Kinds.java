package org.nftrace.nft;

import java.util.List;
import java.util.stream.Stream;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// What kinds of values an expression has, one for each part of a concatenation.
final class Kinds {
    private Kinds() {}

    static List<Kind> of(Expression expression) {
        return switch (expression) {
            case Value value -> ofValue(value);
            case Selector selector -> ofSelector(selector);
        };
    }

    static List<Kind> of(NamedSet.Type type) {
        return switch (type) {
            case NamedSet.Type.Named named ->
                named.parts().stream().map(Kind::of).toList();
            case NamedSet.Type.Typeof(var expression) -> of(expression);
            case NamedSet.Type.Interval(var of) -> of(of);
        };
    }

    /// {@return the kind of the part at `index`, unknown beyond the last}
    static Kind at(List<Kind> kinds, int index) {
        return index < kinds.size() ? kinds.get(index) : Kind.UNKNOWN;
    }

    static Kind single(Expression expression) {
        return at(of(expression), 0);
    }

    private static List<Kind> ofSelector(Selector selector) {
        return switch (selector) {
            case Selector.Concatenation(var parts) ->
                parts.stream().flatMap(part -> of(part).stream()).toList();
            case Selector.Inner(_, var inner) -> of(inner);
            case Selector.Binary(var left, var operator, _) ->
                switch (operator) {
                    case SHIFT_LEFT, SHIFT_RIGHT -> List.of(Kind.HEX);
                    case AND, OR, XOR -> of(left);
                };
            case Selector.Payload(var field) -> List.of(ofField(field));
            case Selector.Raw _ -> List.of(Kind.HEX);
            case Selector.Meta(var key) -> List.of(Kind.of(key.type()));
            case Selector.Ct ct -> List.of(ofCt(ct));
            case Selector.Fib(_, var result) -> List.of(Kind.of(ofFib(result)));
            case Selector.Rt rt -> List.of(Kind.of(rt.type()));
            case Selector.Socket socket -> List.of(Kind.of(socket.type()));
            case Selector.Osf _ -> List.of(Kind.of(DataType.STRING));
            case Selector.Ipsec ipsec -> List.of(Kind.of(ipsec.type()));
            case Selector.Tunnel tunnel -> List.of(Kind.of(tunnel.type()));
            case Selector.ExtensionHeader header -> List.of(Kind.of(header.type()));
            case Selector.Option option -> List.of(Kind.of(option.type()));
            case Selector.Numgen _, Selector.Hash _ -> List.of(Kind.NUMBER);
            case Selector.Lookup _ -> List.of(Kind.UNKNOWN);
        };
    }

    private static List<Kind> ofValue(Value value) {
        return switch (value) {
            case Value.Concatenation(var parts) ->
                parts.stream().flatMap(part -> ofValue(part).stream()).toList();
            case Value.Text(var text) when text.equals(DataType.VERDICT.label()) -> List.of(Kind.of(DataType.VERDICT));
            case Value other -> Stream.of(other).map(_ -> Kind.UNKNOWN).toList();
        };
    }

    private static Kind ofField(Field field) {
        return switch (field) {
            case IP_FRAG_OFF -> Kind.OFFSET;
            case COMP_FLAGS -> Kind.HEX;
            default -> Kind.of(field.type());
        };
    }

    private static Kind ofCt(Selector.Ct ct) {
        if (ct.key() != CtKey.SADDR && ct.key() != CtKey.DADDR) {
            return Kind.of(ct.key().type());
        }
        return ct.family()
                .map(family -> Kind.of(family == Family.IP6 ? DataType.IPV6_ADDR : DataType.IPV4_ADDR))
                .orElse(Kind.UNKNOWN);
    }

    private static DataType ofFib(Selector.FibResult result) {
        return switch (result) {
            case OIF -> DataType.IFINDEX;
            case OIFNAME -> DataType.IFNAME;
            case TYPE -> DataType.FIB_ADDRTYPE;
            case CHECK -> DataType.BOOLEAN;
        };
    }
}
