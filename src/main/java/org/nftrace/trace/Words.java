package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.packet.Fact;

/// The values that stand in rules as numbers, and numbers as values again.
final class Words {
    private Words() {}

    /// {@return the number that a value stands for, or empty when it stands for several, or for something else}
    static Optional<Word> word(Value value) {
        return switch (value) {
            case Value.Number(long number) -> Optional.of(Word.of(number));
            case Value.Wide(var number) -> Optional.of(Word.of(number));
            case Value.IpAddress(Address address) -> Optional.of(Word.of(address));
            case Value.IpPrefix(var prefix) -> ranges(value).only();
            case Value.Interface(InterfacePattern pattern) -> ranges(value).only();
            case Value.Text(String text) -> Optional.of(Word.of(text));
            case Value.Bits(List<Value> bits) -> allOf(bits);
            case Value.Range _,
                    Value.Masked _,
                    Value.Concatenation _,
                    Value.SetLiteral _,
                    Value.SetReference _,
                    Value.CatchAll _,
                    Value.VerdictData _ -> Optional.empty();
        };
    }

    private static Optional<Word> allOf(List<Value> bits) {
        Optional<Word> sum = Optional.of(Word.ZERO);
        for (Value bit : bits) {
            sum = sum.flatMap(s -> word(bit).map(s::or));
        }
        return sum;
    }

    /// {@return the numbers that a single value takes: of sets and of what is masked or put together, none}
    static Ranges ranges(Value value) {
        return switch (value) {
            case Value.Number _, Value.Wide _, Value.IpAddress _, Value.Text _, Value.Bits _ ->
                word(value).map(Ranges::of).orElse(Ranges.NONE);
            case Value.IpPrefix(var prefix) -> Ranges.of(Word.of(prefix.first()), Word.of(prefix.last()));
            case Value.Interface(InterfacePattern pattern) -> names(pattern);
            case Value.Range(Value first, Value last) -> between(ranges(first), ranges(last));
            case Value.CatchAll _ -> Ranges.ALL;
            case Value.Masked _, Value.Concatenation _, Value.SetLiteral _, Value.SetReference _, Value.VerdictData _ ->
                Ranges.NONE;
        };
    }

    private static Ranges between(Ranges first, Ranges last) {
        return first.isEmpty() || last.isEmpty() ? Ranges.NONE : Ranges.of(first.first(), last.last());
    }

    // The kernel compares a pattern's own bytes only, and a whole name with its end (IFNAMSIZ is 16, the last byte 0).
    private static Ranges names(InterfacePattern pattern) {
        int length = pattern.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (length > 15) {
            return Ranges.NONE;
        }
        Word first = Word.of(pattern.text());
        return pattern.wildcard() ? Ranges.of(first, first.or(Word.ones(8 * (16 - length)))) : Ranges.of(first);
    }

    /// {@return the width of a fact, by what it is compared with where that makes a difference}
    static int width(Fact fact, Value value) {
        return fact.kind() == Fact.Kind.ADDRESS ? addressWidth(value) : width(fact);
    }

    private static int addressWidth(Value value) {
        return switch (value) {
            case Value.IpAddress(Address address) -> address.width();
            case Value.IpPrefix(var prefix) -> prefix.address().width();
            case Value.Range(Value first, _) -> addressWidth(first);
            case Value.Number _,
                    Value.Wide _,
                    Value.Interface _,
                    Value.Text _,
                    Value.Masked _,
                    Value.Bits _,
                    Value.Concatenation _,
                    Value.SetLiteral _,
                    Value.SetReference _,
                    Value.CatchAll _,
                    Value.VerdictData _ -> 128;
        };
    }

    /// {@return how many bits a fact that is no address has}
    static int width(Fact fact) {
        return switch (fact) {
            case MORE_FRAGMENTS -> 1;
            case PROTOCOL,
                    TCP_FLAGS,
                    ICMP_TYPE,
                    ICMP_CODE,
                    SCTP_CHUNK,
                    TTL,
                    TOS,
                    PACKET_TYPE,
                    ABOUT_PROTOCOL,
                    ABOUT_TYPE,
                    ABOUT_CODE -> 8;
            case VLAN -> 12;
            case FRAGMENT_OFFSET -> 13;
            case ETHER_TYPE, SPORT, DPORT, TCP_WINDOW, ICMP_ID, IP_ID, ABOUT_SPORT, ABOUT_DPORT, ABOUT_ID -> 16;
            case FLOW_LABEL -> 20;
            case LENGTH, MARK, PRIORITY, UID, GID, TCP_SEQUENCE, TCP_ACKNOWLEDGED -> 32;
            case SOURCE_MAC, DESTINATION_MAC -> 48;
            case SOURCE, DESTINATION, ABOUT_SOURCE, ABOUT_DESTINATION, IN, OUT, PORT_IN, PORT_OUT -> 128;
        };
    }

    /// {@return the number as a value of the type, as wide as its field}
    static Value value(Word word, DataType type, int width) {
        return switch (type) {
            case IFNAME, IFINDEX -> new Value.Interface(InterfacePattern.exactly(word.toName()));
            case IPV4_ADDR, IPV6_ADDR -> address(word, width);
            case STRING -> new Value.Text(word.toName());
            case INTEGER,
                    BOOLEAN,
                    ETHER_ADDR,
                    ETHER_TYPE,
                    ARP_OP,
                    INET_PROTO,
                    INET_SERVICE,
                    ICMP_TYPE,
                    ICMP_CODE,
                    ICMPV6_TYPE,
                    ICMPV6_CODE,
                    ICMPX_CODE,
                    IGMP_TYPE,
                    TCP_FLAG,
                    DCCP_PKTTYPE,
                    MH_TYPE,
                    MPTCP_SUBTYPE,
                    DSCP,
                    ECN,
                    MARK,
                    REALM,
                    CLASSID,
                    IFACE_TYPE,
                    UID,
                    GID,
                    PKT_TYPE,
                    DEVGROUP,
                    NFPROTO,
                    CT_STATE,
                    CT_STATUS,
                    CT_DIR,
                    CT_LABEL,
                    CT_EVENT,
                    FIB_ADDRTYPE,
                    TIME,
                    DATE,
                    DAY,
                    HOUR,
                    CGROUPSV2,
                    VERDICT -> number(word);
        };
    }

    private static Value number(Word word) {
        return word.fitsLong() ? new Value.Number(word.low()) : new Value.Wide(word.toBigInteger());
    }

    private static Value address(Word word, int width) {
        return new Value.IpAddress(
                width == 32 ? new Address.V4((int) word.low()) : new Address.V6(word.high(), word.low()));
    }
}
