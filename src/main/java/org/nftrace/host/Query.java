package org.nftrace.host;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.net.Address;

/// What a route is asked for. Except for `out`, what is absent is not known.
///
/// @param source   0.0.0.0 or :: for a local sender that has not chosen one yet
/// @param in       the interface that the packet came in by; `lo` for what the host itself sends
/// @param out      the interface that a socket is bound to; absent: to none
/// @param tos      the type of service, of which routes and rules compare DSCP
/// @param protocol the transport protocol
/// @param uid      the user that sends it; of a forwarded packet, 0
public record Query(
        Address destination,
        Optional<Address> source,
        OptionalLong mark,
        Optional<String> in,
        Optional<String> out,
        OptionalInt tos,
        OptionalInt protocol,
        OptionalInt sport,
        OptionalInt dport,
        OptionalLong uid) {

    public static Query to(Address destination) {
        return new Query(
                destination,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    public Query from(Address newSource) {
        return new Query(destination, Optional.of(newSource), mark, in, out, tos, protocol, sport, dport, uid);
    }

    public Query withMark(long newMark) {
        return new Query(destination, source, OptionalLong.of(newMark), in, out, tos, protocol, sport, dport, uid);
    }

    public Query by(String newIn) {
        return new Query(destination, source, mark, Optional.of(newIn), out, tos, protocol, sport, dport, uid);
    }

    public Query boundTo(String newOut) {
        return new Query(destination, source, mark, in, Optional.of(newOut), tos, protocol, sport, dport, uid);
    }

    public Query withTos(int newTos) {
        return new Query(destination, source, mark, in, out, OptionalInt.of(newTos), protocol, sport, dport, uid);
    }

    public Query withTransport(int newProtocol, OptionalInt newSport, OptionalInt newDport) {
        return new Query(destination, source, mark, in, out, tos, OptionalInt.of(newProtocol), newSport, newDport, uid);
    }

    public Query ofUser(long newUid) {
        return new Query(destination, source, mark, in, out, tos, protocol, sport, dport, OptionalLong.of(newUid));
    }

    Version version() {
        return Version.of(destination);
    }
}
