package org.nftrace.ir;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.text.Span;

/// A value written in a rule or a set. How it is spelled follows from the [DataType] of what it is compared with.
public sealed interface Value extends Expression {

    /// `22`, `0x10`, `tcp`, `new`, `aa:bb:cc:dd:ee:ff`, `1d2h`, `exists`: any type of at most 63 bits.
    record Number(long value) implements Value {}

    /// A number of more than 63 bits: `@ll,0,128 0x…`, `ct label`.
    record Wide(BigInteger value) implements Value {}

    /// `172.20.0.4`, `2001:db8::1`
    record IpAddress(Address address) implements Value {}

    /// `172.20.0.0/24`, `fe80::/10`; in iptables also `10.0.0.1/255.0.255.0`, whose mask is no prefix: a [Masked].
    record IpPrefix(org.nftrace.net.Prefix prefix) implements Value {}

    /// `"docker1"`, `"veth*"` · `docker1`, `veth+`
    record Interface(InterfacePattern pattern) implements Value {}

    /// Any other text: `"ftp"` of `ct helper`, the name of a counter, of a secmark, `osf name "Linux"`.
    record Text(String text) implements Value {}

    /// `1024-65535`, `10.0.0.1-10.0.0.9` · `1024:65535`: both ends belong to it.
    record Range(Value first, Value last) implements Value {}

    /// `0x10/0xf0`, `syn / fin,syn,rst,ack` · `--mark 0x10/0xf0`: equal after the mask is laid over.
    record Masked(Value value, Value mask) implements Value {}

    /// `new,established`, `syn | ack`: the bits in the order of the dump; as a number, all of them or-ed.
    record Bits(List<Value> bits) implements Value {
        public Bits {
            bits = List.copyOf(bits);
        }
    }

    /// `10.0.0.1 . 22`
    record Concatenation(List<Value> parts) implements Value {
        public Concatenation {
            parts = List.copyOf(parts);
        }
    }

    /// `{ 22, 80-90 }`, `{ 22 : accept, * : drop }` · `--dports 22,80:90`
    record SetLiteral(Span span, List<Element> elements) implements Value {
        public SetLiteral {
            elements = List.copyOf(elements);
        }
    }

    /// `@trusted` · `--match-set trusted src`
    record SetReference(Span span, String name) implements Value {}

    /// `*`, the element for whatever no other element holds.
    record CatchAll() implements Value {}

    /// The verdict that an element of a verdict map holds: `22 : jump ssh`.
    record VerdictData(Verdict verdict) implements Value {}

    /// An element of a set or map: `10.0.0.1 timeout 1h expires 59m counter packets 3 bytes 180 comment "printer" :
    /// 22`.
    ///
    /// @param data     what the key is mapped to; absent in a set
    /// @param timeout  milliseconds
    /// @param expires  milliseconds left when the dump was made
    record Element(
            Span span,
            Value key,
            Optional<Value> data,
            OptionalLong timeout,
            OptionalLong expires,
            Optional<String> comment,
            List<Statement> state) {
        public Element {
            state = List.copyOf(state);
        }

        public static Element of(Span span, Value key) {
            return new Element(
                    span,
                    key,
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    List.of());
        }
    }
}
