package org.nftrace.iptables.ipset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Takes the networks marked `nomatch` out of those around them: the narrowest network that holds an address decides
/// (ipset(8), hash:net).
final class Exceptions {
    private Exceptions() {}

    private record Piece(Address first, Address last) {}

    /// {@return what is left of `members`, or empty when these are no networks}
    static Optional<List<Value.Element>> without(List<Value.Element> members, List<Value> exceptions) {
        var holes = new ArrayList<Prefix>();
        for (Value exception : exceptions) {
            var prefix = prefix(exception);
            if (prefix.isEmpty()) {
                return Optional.empty();
            }
            holes.add(prefix.get());
        }
        holes.sort(Comparator.comparing(Prefix::first));
        var left = new ArrayList<Value.Element>();
        for (Value.Element member : members) {
            var prefix = prefix(member.key());
            if (prefix.isEmpty()) {
                return Optional.empty();
            }
            for (Piece piece : pieces(prefix.get(), holes)) {
                left.add(with(member, prefix.get(), piece));
            }
        }
        return Optional.of(left);
    }

    // A hole inside another changes nothing: what a narrower member holds is that member's own piece.
    private static List<Piece> pieces(Prefix member, List<Prefix> holes) {
        var pieces = new ArrayList<Piece>();
        Address from = member.first();
        for (Prefix hole : holes) {
            boolean inside = hole.length() > member.length() && member.contains(hole);
            if (!inside || hole.last().compareTo(from) < 0) {
                continue;
            }
            if (hole.first().compareTo(from) > 0) {
                pieces.add(new Piece(from, hole.first().previous()));
            }
            if (hole.last().equals(member.last())) {
                return pieces;
            }
            from = hole.last().next();
        }
        pieces.add(new Piece(from, member.last()));
        return pieces;
    }

    private static Value.Element with(Value.Element member, Prefix whole, Piece piece) {
        boolean untouched = piece.first().equals(whole.first()) && piece.last().equals(whole.last());
        Value key = untouched
                ? member.key()
                : piece.first().equals(piece.last())
                        ? new Value.IpAddress(piece.first())
                        : new Value.Range(new Value.IpAddress(piece.first()), new Value.IpAddress(piece.last()));
        return new Value.Element(
                member.span(), key, Optional.empty(), member.timeout(), member.expires(), member.comment(), List.of());
    }

    private static Optional<Prefix> prefix(Value value) {
        return switch (value) {
            case Value.IpAddress(var address) -> Optional.of(new Prefix(address, address.width()));
            case Value.IpPrefix(var prefix) -> Optional.of(prefix);
            case Value _ -> Optional.empty();
        };
    }
}
