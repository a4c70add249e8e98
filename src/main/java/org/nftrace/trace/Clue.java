package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// What one rule shows of the host that holds it.
///
/// @param about         a network, or an address as a network of one
/// @param interfaceName behind which the network lies; absent where the rule shows something else
public record Clue(Place place, Kind kind, Prefix about, Optional<String> interfaceName) {

    /// How a rule shows something.
    public enum Kind {
        /// `oifname != "docker1" ip saddr N masquerade` · `-s N ! -o docker1 -j MASQUERADE`: who leaves not by docker1
        /// is masqueraded, so N is behind it
        MASQUERADED,
        /// `iifname "lan" ip saddr N accept` · `-i lan -s N -j ACCEPT`: packets of N come by it
        COMES,
        /// `oifname "lan" ip daddr N accept` · `-o lan -d N -j ACCEPT`: packets to N go by it
        GOES,
        /// `iifname != "docker0" ip daddr N drop` · `! -i docker0 -d N -j DROP`: N is only to be seen there
        SEEN_ONLY_THERE,
        /// `ip saddr N masquerade` · `-s N -j MASQUERADE`: the host is N's way out
        TRANSLATED,
        /// `ip daddr A` in a base chain of input: A is the host's
        RECEIVES,
        /// `ip saddr A` in a base chain of output: A is the host's
        SENDS,
        /// `ip daddr A dnat to …`, `ip daddr A redirect` · `-d A -j DNAT`: what goes to A comes to the host
        MAPPED,
        /// `snat to A` · `-j SNAT --to-source A`: the host sends as A
        SPEAKS_AS,
        /// `dnat to A` · `-j DNAT --to-destination A`: A is another machine
        TARGET;

        boolean isOwn() {
            return this == RECEIVES || this == SENDS || this == MAPPED || this == SPEAKS_AS;
        }
    }

    static List<Clue> of(Place place) {
        var shape = RuleShape.of(place.rule());
        var found = new ArrayList<Clue>();
        if (shape.masquerades()) {
            shape.sources().forEach(n -> found.add(new Clue(place, Kind.TRANSLATED, n, Optional.empty())));
        }
        networks(shape, place, found);
        own(shape, place, found);
        for (Address target : shape.dnatTargets()) {
            if (!target.isLoopback()) {
                found.add(of(place, Kind.TARGET, target));
            }
        }
        return found;
    }

    private static Clue of(Place place, Kind kind, Address address) {
        return new Clue(place, kind, new Prefix(address, address.width()), Optional.empty());
    }

    private static void networks(RuleShape shape, Place place, List<Clue> found) {
        if (shape.masquerades() && shape.sources().size() == 1) {
            shape.outNot().forEach(name -> network(place, Kind.MASQUERADED, shape.sources(), name, found));
        }
        if (shape.accepts()) {
            shape.in().forEach(name -> network(place, Kind.COMES, shape.sources(), name, found));
            shape.out().forEach(name -> network(place, Kind.GOES, shape.destinations(), name, found));
        }
        if (shape.drops()) {
            shape.inNot().forEach(name -> {
                network(place, Kind.SEEN_ONLY_THERE, shape.sources(), name, found);
                network(place, Kind.SEEN_ONLY_THERE, shape.destinations(), name, found);
            });
        }
    }

    private static void network(Place place, Kind kind, List<Prefix> networks, String name, List<Clue> found) {
        for (Prefix network : networks) {
            if (network.length() > 0 && !network.first().isSpecial() && !name.equals("lo")) {
                found.add(new Clue(place, kind, network, Optional.of(name)));
            }
        }
    }

    private static void own(RuleShape shape, Place place, List<Clue> found) {
        Optional<Hook> hook = place.chain().base().map(Chain.Base::hook);
        if (hook.equals(Optional.of(Hook.INPUT))) {
            own(place, Kind.RECEIVES, shape.destinations(), found);
        }
        if (hook.equals(Optional.of(Hook.OUTPUT))) {
            own(place, Kind.SENDS, shape.sources(), found);
        }
        if (shape.mapsDestination()) {
            own(place, Kind.MAPPED, shape.destinations(), found);
        }
        for (Address address : shape.snatTargets()) {
            if (!address.isSpecial()) {
                found.add(of(place, Kind.SPEAKS_AS, address));
            }
        }
    }

    private static void own(Place place, Kind kind, List<Prefix> single, List<Clue> found) {
        for (Prefix prefix : single) {
            if (prefix.length() == prefix.address().width() && !prefix.address().isSpecial()) {
                found.add(of(place, kind, prefix.address()));
            }
        }
    }
}
