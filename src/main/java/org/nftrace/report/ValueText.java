package org.nftrace.report;

import java.util.stream.Collectors;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.trace.Seen;

/// A value that the packet had, as a rule would spell it.
final class ValueText {
    private ValueText() {}

    static String of(Seen seen) {
        return of(seen.value(), type(seen.selector()));
    }

    /// {@return a value that has no type of its own}
    static String plain(Value value) {
        return of(value, DataType.INTEGER);
    }

    private static String of(Value value, DataType type) {
        return switch (value) {
            case Value.Number(var number) -> Numbers.of(number, type);
            case Value.Wide(var number) -> "0x" + number.toString(16);
            case Value.IpAddress(var address) -> address.toString();
            case Value.IpPrefix(var prefix) -> prefix.toString();
            case Value.Interface(var pattern) -> "\"" + pattern + "\"";
            case Value.Text(var text) -> "\"" + text + "\"";
            case Value.Range(var first, var last) -> of(first, type) + "-" + of(last, type);
            case Value.Masked(var masked, var mask) -> of(masked, type) + "/" + of(mask, type);
            case Value.Bits(var bits) -> bits.stream().map(b -> of(b, type)).collect(Collectors.joining(","));
            case Value.Concatenation(var parts) ->
                parts.stream().map(p -> of(p, DataType.INTEGER)).collect(Collectors.joining(" . "));
            case Value.SetLiteral(_, var elements) ->
                elements.stream().map(e -> of(e.key(), type)).collect(Collectors.joining(", ", "{ ", " }"));
            case Value.SetReference(_, var name) -> "@" + name;
            case Value.CatchAll() -> "*";
            case Value.VerdictData(var verdict) -> verdict(verdict);
        };
    }

    /// {@return the verdict as nft and its monitor spell it: `jump DOCKER`}
    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accept() -> "accept";
            case Verdict.Drop() -> "drop";
            case Verdict.Continue() -> "continue";
            case Verdict.Return() -> "return";
            case Verdict.Jump(var chain) -> "jump " + chain;
            case Verdict.Goto(var chain) -> "goto " + chain;
        };
    }

    // What has no type of its own is shown as a plain number.
    private static DataType type(Expression selector) {
        return switch (selector) {
            case Selector.Payload(var field) -> field.type();
            case Selector.Inner(_, var of) -> type(of);
            case Selector.Meta(var key) -> key.type();
            case Selector.Ct(var key, _, _) -> key.type();
            case Selector.Fib(_, var result) ->
                result == Selector.FibResult.TYPE ? DataType.FIB_ADDRTYPE : DataType.INTEGER;
            case Selector.Rt rt -> rt.type();
            case Selector.Socket socket -> socket.type();
            case Selector.Ipsec ipsec -> ipsec.type();
            case Selector.Tunnel tunnel -> tunnel.type();
            case Selector.ExtensionHeader header -> header.type();
            case Selector.Option option -> option.type();
            case Selector.Binary(var left, _, _) -> type(left);
            case Selector.Raw _,
                    Selector.Osf _,
                    Selector.Numgen _,
                    Selector.Hash _,
                    Selector.Concatenation _,
                    Selector.Lookup _,
                    Value _ -> DataType.INTEGER;
        };
    }
}
