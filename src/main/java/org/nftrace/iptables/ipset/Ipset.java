package org.nftrace.iptables.ipset;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// A set of ipset(8): `create trusted hash:net family inet …`.
///
/// @param parts    what its type asks of a packet, in order; the flags of a reference go with them
/// @param family   of its addresses; absent in a set without any
/// @param markMask what of a packet's mark is looked at
/// @param expires  whether time takes members out
/// @param elements its members; of a `list:set` none
/// @param members  the names of the sets in a `list:set`
/// @param whole    whether all of its members could be put in words of the ir
public record Ipset(
        Span span,
        String name,
        List<PartOfKey> parts,
        Optional<Family> family,
        long markMask,
        boolean expires,
        List<Value.Element> elements,
        List<String> members,
        boolean whole) {
    public Ipset {
        parts = List.copyOf(parts);
        elements = List.copyOf(elements);
        members = List.copyOf(members);
    }

    boolean isList() {
        return parts.contains(PartOfKey.SET);
    }

    boolean isOf(Family table) {
        return family.isEmpty() || family.get() == table;
    }
}
