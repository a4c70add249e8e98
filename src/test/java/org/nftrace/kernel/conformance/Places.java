package org.nftrace.kernel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.DropReason;
import org.nftrace.trace.Outcome;

/// The places that a trace of our engine comes to, with the packet as it is there.
final class Places {

    private final List<Sight> sights = new ArrayList<>();
    private Packet packet = Packet.UNKNOWN;
    private String behind = "";

    void comesTo(Family layer, Hook hook, Packet now) {
        leave();
        packet = now;
        var name = layer.name().toLowerCase(Locale.ROOT);
        if (layer != Family.NETDEV) {
            sights.add(sight(name + " " + hook.name().toLowerCase(Locale.ROOT)));
        }
        boolean ip = layer == Family.IP || layer == Family.IP6;
        behind = ip && hook == Hook.POSTROUTING ? name + " sent" : ip && hook == Hook.INPUT ? name + " delivered" : "";
    }

    void becomes(Packet changed) {
        packet = changed;
    }

    List<Sight> until() {
        leave();
        return sights;
    }

    /// {@return the places up to the end, that behind the last hook only for what was let through}
    List<Sight> until(Outcome outcome) {
        // What comes back over lo was sent, even where ip does not take it then.
        boolean passed = outcome instanceof Outcome.Accepted
                || outcome instanceof Outcome.Stopped(DropReason reason) && reason instanceof DropReason.BadAddress;
        return passed ? until() : sights;
    }

    private void leave() {
        if (!behind.isEmpty()) {
            sights.add(sight(behind));
            behind = "";
        }
    }

    private Sight sight(String place) {
        return new Sight(place, address(Fact.SOURCE), port(Fact.SPORT), address(Fact.DESTINATION), port(Fact.DPORT));
    }

    private String address(Fact fact) {
        return packet.findAddress(fact).map(Object::toString).orElse("");
    }

    private Optional<Integer> port(Fact fact) {
        return packet.protocol().filter(Protocol::hasPorts).isPresent() && packet.knows(fact)
                ? Optional.of((int) packet.number(fact))
                : Optional.empty();
    }
}
