package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Field;
import org.nftrace.ir.Field.Header;
import org.nftrace.ir.Selector;
import org.nftrace.packet.Fact;

/// Which quantity stands at which bits of a header. A raw payload expression, `@th,16,16`, and a field by its name are
/// the same bits, and so the same quantity.
final class Layout {
    private static final Map<Header, Layout> ALL = all();

    private final List<Place> places;

    /// `length` bits from bit `offset` are this.
    private record Place(int offset, int length, Operand.Slice slice) {}

    private Layout(List<Place> places) {
        this.places = places.stream().sorted((a, b) -> a.offset() - b.offset()).toList();
    }

    static Layout of(Header header) {
        return ALL.get(header);
    }

    /// {@return these bits of the header}
    ///
    /// @param raw the expression that names them, for the bits that nothing is known of
    Operand bits(int offset, int length, Selector raw) {
        var slices = new ArrayList<Operand.Slice>();
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int from = at;
            Optional<Place> here = places.stream()
                    .filter(p -> p.offset() <= from && from < p.offset() + p.length())
                    .findFirst();
            int until = Math.min(end, here.map(p -> p.offset() + p.length()).orElseGet(() -> nextAfter(from, end)));
            slices.add(here.isPresent() ? cut(here.get(), at, until - at) : unknown(raw, at - offset, until - at));
            at = until;
        }
        return new Operand(slices);
    }

    private int nextAfter(int offset, int end) {
        return places.stream()
                .mapToInt(Place::offset)
                .filter(o -> o > offset)
                .min()
                .orElse(end);
    }

    private static Operand.Slice cut(Place place, int offset, int length) {
        return new Operand(List.of(place.slice()))
                .extract(offset - place.offset(), length)
                .slices()
                .getFirst();
    }

    // The same bits of two raw expressions that overlap are not seen to be the same.
    private static Operand.Slice unknown(Selector raw, int within, int length) {
        var other = new Quantity.Other(raw, within + length);
        return new Operand.Slice.Part(other, 0, length, false);
    }

    private static Map<Header, Layout> all() {
        var all = new EnumMap<Header, Layout>(Header.class);
        for (Header header : Header.values()) {
            var places = new ArrayList<>(known(header));
            Arrays.stream(Field.values())
                    .filter(f -> f.header() == header)
                    .filter(f -> places.stream().noneMatch(p -> overlap(p, f)))
                    .forEach(f ->
                            places.add(place(f.offset(), new Quantity.Other(new Selector.Payload(f), f.length()))));
            all.put(header, new Layout(places));
        }
        return all;
    }

    private static boolean overlap(Place place, Field field) {
        return place.offset() < field.offset() + field.length() && field.offset() < place.offset() + place.length();
    }

    private static List<Place> known(Header header) {
        return switch (header) {
            case ETHER ->
                List.of(
                        place(0, Fact.DESTINATION_MAC),
                        place(48, Fact.SOURCE_MAC),
                        place(96, new Quantity.EtherType()));
            case VLAN -> List.of(place(4, Fact.VLAN));
            case ARP ->
                List.of(
                        place(64, Fact.SOURCE_MAC),
                        place(112, new Quantity.Given(Fact.SOURCE, 32)),
                        place(192, new Quantity.Given(Fact.DESTINATION, 32)));
            case IP -> ip4();
            case IP6 -> ip6();
            case ICMP, ICMPV6 -> List.of(place(0, Fact.ICMP_TYPE), place(8, Fact.ICMP_CODE), place(32, Fact.ICMP_ID));
            case TCP ->
                List.of(
                        place(0, Fact.SPORT),
                        place(16, Fact.DPORT),
                        place(32, Fact.TCP_SEQUENCE),
                        place(64, Fact.TCP_ACKNOWLEDGED),
                        place(104, Fact.TCP_FLAGS),
                        place(112, Fact.TCP_WINDOW));
            case UDP, UDPLITE, SCTP, DCCP, TH -> List.of(place(0, Fact.SPORT), place(16, Fact.DPORT));
            case IGMP, AH, ESP, COMP, GRE, VXLAN, GENEVE -> List.of();
        };
    }

    private static List<Place> ip4() {
        return List.of(
                constant(0, 4, 4),
                place(4, new Quantity.Plain(new Selector.Payload(Field.IP_HDRLENGTH), 4, 5)),
                place(8, Fact.TOS),
                place(16, part(Fact.LENGTH, 16)),
                place(32, Fact.IP_ID),
                constant(48, 1, 0),
                place(49, new Quantity.Other(new Selector.Raw(Selector.RawBase.NH, 49, 1), 1)),
                place(50, Fact.MORE_FRAGMENTS),
                place(51, Fact.FRAGMENT_OFFSET),
                place(64, Fact.TTL),
                place(72, Fact.PROTOCOL),
                place(96, new Quantity.Given(Fact.SOURCE, 32)),
                place(128, new Quantity.Given(Fact.DESTINATION, 32)));
    }

    private static List<Place> ip6() {
        return List.of(
                constant(0, 4, 6),
                place(4, Fact.TOS),
                place(12, Fact.FLOW_LABEL),
                place(32, new Quantity.PayloadLength()),
                place(48, new Quantity.FirstHeader()),
                place(56, Fact.TTL),
                place(64, new Quantity.Given(Fact.SOURCE, 128)),
                place(192, new Quantity.Given(Fact.DESTINATION, 128)));
    }

    private static Place place(int offset, Fact fact) {
        return place(offset, Quantity.Given.of(fact));
    }

    private static Place place(int offset, Quantity quantity) {
        return new Place(offset, quantity.width(), new Operand.Slice.Part(quantity, 0, quantity.width(), false));
    }

    private static Place place(int offset, Operand.Slice.Part part) {
        return new Place(offset, part.length(), part);
    }

    private static Operand.Slice.Part part(Fact fact, int length) {
        return new Operand.Slice.Part(Quantity.Given.of(fact), 0, length, false);
    }

    private static Place constant(int offset, int length, long value) {
        return new Place(offset, length, new Operand.Slice.Constant(Word.of(value), length));
    }
}
