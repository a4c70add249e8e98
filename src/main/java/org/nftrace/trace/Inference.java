package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// What the rules themselves show of the host that holds them, for when nobody told of it.
///
/// Only the shape of rules counts, never a name:
///
/// - *A network behind an interface.* `oifname != "docker1" ip saddr 172.20.0.0/24 masquerade`: whoever leaves not by
///   docker1 is masqueraded, so the network is behind it. `iifname "lan" ip saddr N … accept`, `oifname "lan" ip daddr N … accept`: packets of N come and go by it.
///   `iifname != "lan" ip saddr N … drop`, `iifname != "docker0" ip daddr N … drop`: N is only to be seen there.
/// - *An address of the host.* `ip daddr A` in a base chain of input, `ip saddr A` in one of output, `ip daddr A …
/// dnat` and `redirect`, `snat to A`.
/// - *An address of another machine.* `dnat to A`, but for 127.0.0.0/8.
/// - *The host's address on an interface*, by convention: the first address of the network behind it, when it
///   masquerades the network and no rule maps to that address.
final class Inference {

    /// @param place the rule that shows it
    record Network(Prefix prefix, String interfaceName, Place place) {}

    private final List<Network> networks;
    private final Set<Prefix> masqueraded;
    private final Set<Address> own;
    private final Set<Address> others;

    private Inference(List<Network> networks, Set<Prefix> masqueraded, Set<Address> own, Set<Address> others) {
        this.networks = networks;
        this.masqueraded = masqueraded;
        this.own = own;
        this.others = others;
    }

    static Inference of(Ruleset ruleset) {
        var found = new ArrayList<Network>();
        var masqueraded = new HashSet<Prefix>();
        var own = new HashSet<Address>();
        var others = new HashSet<Address>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                for (int i = 1; i <= chain.rules().size(); i++) {
                    var place = new Place(table, chain, i);
                    var shape = RuleShape.of(place.rule());
                    networks(shape, place).forEach(found::add);
                    own.addAll(own(shape, chain));
                    others.addAll(shape.dnatTargets());
                    if (shape.masquerades()) {
                        masqueraded.addAll(shape.sources());
                    }
                }
            }
        }
        others.removeIf(Inference::isLoopback);
        return new Inference(tidy(found), masqueraded, own, others);
    }

    Set<Address> own() {
        return own;
    }

    static Set<String> interfaces(Ruleset ruleset) {
        var names = new TreeSet<String>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                for (Rule rule : chain.rules()) {
                    var shape = RuleShape.of(rule);
                    names.addAll(shape.in());
                    names.addAll(shape.inNot());
                    names.addAll(shape.out());
                    names.addAll(shape.outNot());
                }
            }
        }
        return names;
    }

    private static List<Network> networks(RuleShape shape, Place place) {
        var found = new ArrayList<Network>();
        boolean drops = shape.drops();
        if (shape.masquerades() && shape.sources().size() == 1) {
            shape.outNot().forEach(name -> found.add(new Network(shape.sources().getFirst(), name, place)));
        }
        if (shape.accepts()) {
            shape.in().forEach(name -> shape.sources().forEach(n -> found.add(new Network(n, name, place))));
            shape.out().forEach(name -> shape.destinations().forEach(n -> found.add(new Network(n, name, place))));
        }
        if (drops) {
            shape.inNot().forEach(name -> {
                shape.sources().forEach(n -> found.add(new Network(n, name, place)));
                shape.destinations().forEach(n -> found.add(new Network(n, name, place)));
            });
        }
        found.removeIf(n -> n.prefix().length() == 0
                || isSpecial(n.prefix().first())
                || n.interfaceName().equals("lo"));
        return found;
    }

    private static List<Address> own(RuleShape shape, Chain chain) {
        var found = new ArrayList<Address>();
        Optional<Hook> hook = chain.base().map(Chain.Base::hook);
        if (hook.equals(Optional.of(Hook.INPUT)) || shape.mapsDestination()) {
            shape.destinations().forEach(p -> single(p).ifPresent(found::add));
        }
        if (hook.equals(Optional.of(Hook.OUTPUT))) {
            shape.sources().forEach(p -> single(p).ifPresent(found::add));
        }
        found.addAll(shape.snatTargets());
        found.removeIf(Inference::isSpecial);
        return found;
    }

    private static Optional<Address> single(Prefix prefix) {
        return prefix.length() == prefix.address().width() ? Optional.of(prefix.address()) : Optional.empty();
    }

    // The widest of what lies behind one interface says it all; what is said of two interfaces says nothing.
    private static List<Network> tidy(List<Network> found) {
        var tidy = new ArrayList<Network>();
        var doubtful = new HashSet<Prefix>();
        found.sort(Comparator.comparingInt((Network n) -> n.prefix().length()));
        for (Network network : found) {
            boolean covered = false;
            for (Network wider : tidy) {
                boolean same = wider.interfaceName().equals(network.interfaceName());
                covered |= same && wider.prefix().contains(network.prefix());
                if (!same && wider.prefix().network().equals(network.prefix().network())) {
                    doubtful.add(wider.prefix());
                    covered = true;
                }
            }
            if (!covered) {
                tidy.add(network);
            }
        }
        tidy.removeIf(n -> doubtful.contains(n.prefix()));
        return List.copyOf(tidy);
    }

    /// {@return the network of the address, the narrowest of several}
    Optional<Network> network(Address address) {
        Network narrowest = null;
        for (Network network : networks) {
            boolean narrower = narrowest == null
                    || network.prefix().length() > narrowest.prefix().length();
            if (narrower && network.prefix().contains(address)) {
                narrowest = network;
            }
        }
        return Optional.ofNullable(narrowest);
    }

    /// {@return the networks behind the interface}
    List<Network> behind(String interfaceName) {
        return networks.stream()
                .filter(n -> n.interfaceName().equals(interfaceName))
                .toList();
    }

    /// {@return interfaces of which a network is known, but none that has the address}
    Set<String> notTowards(Address address) {
        var names = new HashSet<String>();
        networks.forEach(n -> names.add(n.interfaceName()));
        network(address).ifPresent(n -> names.remove(n.interfaceName()));
        return names;
    }

    /// {@return the address that a host most likely has in a network for which it is the router}
    Optional<Address> ownAddress(Network network) {
        Prefix prefix = network.prefix();
        if (prefix.length() >= prefix.address().width() - 1 || !masqueraded.contains(prefix)) {
            return Optional.empty();
        }
        Address first = prefix.first().next();
        return others.contains(first) ? Optional.empty() : Optional.of(first);
    }

    boolean isOwnByRule(Address address) {
        return own.contains(address) && !others.contains(address);
    }

    boolean isOthersByRule(Address address) {
        return others.contains(address) && !own.contains(address);
    }

    static boolean isLoopback(Address address) {
        return switch (address) {
            case Address.V4(int bits) -> bits >>> 24 == 127;
            case Address.V6(long high, long low) -> high == 0 && low == 1;
        };
    }

    static boolean isMulticast(Address address) {
        return switch (address) {
            case Address.V4(int bits) -> bits >>> 28 == 14;
            case Address.V6(long high, _) -> high >>> 56 == 0xff;
        };
    }

    static boolean isUnspecified(Address address) {
        return address.high() == 0 && address.low() == 0;
    }

    static boolean isLimitedBroadcast(Address address) {
        return address instanceof Address.V4(int bits) && bits == -1;
    }

    private static boolean isSpecial(Address address) {
        return isLoopback(address) || isMulticast(address) || isUnspecified(address) || isLimitedBroadcast(address);
    }

    /// {@return whether the address is of a range that is not routed on the internet (RFC 1918, 6598, 3927, 4193,
    /// 4291)}
    static boolean isPrivate(Address address) {
        return switch (address) {
            case Address.V4(int bits) ->
                bits >>> 24 == 10
                        || bits >>> 20 == 0xac1
                        || bits >>> 16 == 0xc0a8
                        || bits >>> 22 == 0x64400000 >>> 22
                        || bits >>> 16 == 0xa9fe;
            case Address.V6(long high, _) -> high >>> 57 == 0xfc >>> 1 || high >>> 54 == 0xfe80 >>> 6;
        };
    }
}
