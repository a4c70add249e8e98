package org.nftrace.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.trace.Assumption.Ground;

/// What the rules themselves show of the host that holds them, for when nobody told of it.
///
/// Only the shape of rules counts, never a name; [Clue] is the list of what is read out of one. Taken together:
///
/// - *A network behind an interface*: of several that contain each other the widest; of one that is said to lie behind
///   two interfaces nothing.
/// - *An address of the host*, unless rules also map to it; *an address of another machine*, unless it is also shown to
///   be the host's.
/// - *The host's address on an interface*, by convention: the first address of the network behind it, when it
///   masquerades the network and no rule maps to that address.
/// - *Not by this interface*: what is not of the networks behind it does not come in, or go out, by it.
final class Inference {

    /// @param place the rule that shows it
    /// @param own   the address that a host most likely has in it, if it is the router of it
    record Network(Prefix prefix, String interfaceName, Place place, Optional<Address> own) {}

    private final List<Clue> clues;
    private final List<Network> networks;
    private final Map<String, List<Network>> behind;
    private final Set<Prefix> masqueraded;
    private final Set<Address> own;
    private final Set<Address> others;

    private Inference(List<Clue> clues) {
        this.clues = clues;
        masqueraded = clues.stream()
                .filter(c -> c.kind() == Clue.Kind.TRANSLATED)
                .map(Clue::about)
                .collect(Collectors.toUnmodifiableSet());
        own = addresses(Clue.Kind::isOwn);
        others = addresses(kind -> kind == Clue.Kind.TARGET);
        networks = tidy(clues.stream().flatMap(this::network).toList());
        behind = networks.stream().collect(Collectors.groupingBy(Network::interfaceName));
    }

    static Inference of(Ruleset ruleset) {
        var clues = new ArrayList<Clue>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                for (int i = 1; i <= chain.rules().size(); i++) {
                    clues.addAll(Clue.of(new Place(table, chain, i)));
                }
            }
        }
        return new Inference(List.copyOf(clues));
    }

    private Stream<Network> network(Clue clue) {
        return clue.interfaceName().stream()
                .map(name -> new Network(clue.about(), name, clue.place(), own(clue.about())));
    }

    private Set<Address> addresses(Predicate<Clue.Kind> wanted) {
        return clues.stream()
                .filter(c -> wanted.test(c.kind()))
                .map(c -> c.about().address())
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<Address> own() {
        return own;
    }

    /// {@return the rules that an assumption rests on, in the order of the dump}
    List<Clue> behind(Assumption assumption) {
        return switch (assumption) {
            case Assumption.Behind(var network, var name, _) -> networks(name, network);
            case Assumption.IsLocal(var address, var ground)
            when ground == Ground.RULE -> about(address, Clue.Kind::isOwn);
            case Assumption.IsNotLocal(var address, var ground)
            when ground == Ground.RULE -> about(address, kind -> kind == Clue.Kind.TARGET);
            case Assumption.OwnAddress(var name, var address, _) ->
                clues.stream()
                        .filter(c ->
                                c.kind() == Clue.Kind.TRANSLATED && c.about().contains(address))
                        .filter(c -> !networks(name, c.about()).isEmpty())
                        .toList();
            case Assumption.InIs(var name, var ground) when ground == Ground.RULE -> networks(Set.of(name));
            case Assumption.InIsNoneOf(var names, _) -> networks(names);
            case Assumption.OutIsNoneOf(var names, _) -> networks(names);
            case Assumption _ -> List.of();
        };
    }

    private List<Clue> networks(String interfaceName, Prefix within) {
        return clues.stream()
                .filter(c -> c.interfaceName().equals(Optional.of(interfaceName)))
                .filter(c -> within.contains(c.about()))
                .toList();
    }

    private List<Clue> networks(Set<String> interfaceNames) {
        return networks.stream()
                .filter(n -> interfaceNames.contains(n.interfaceName()))
                .flatMap(n -> networks(n.interfaceName(), n.prefix()).stream())
                .toList();
    }

    private List<Clue> about(Address address, Predicate<Clue.Kind> wanted) {
        return clues.stream()
                .filter(c -> wanted.test(c.kind()) && c.about().address().equals(address))
                .toList();
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

    // The widest of what lies behind one interface says it all; what is said of two interfaces says nothing.
    private static List<Network> tidy(List<Network> found) {
        var tidy = new ArrayList<Network>();
        var doubtful = new HashSet<Prefix>();
        var widestFirst = found.stream()
                .sorted((a, b) -> a.prefix().length() - b.prefix().length())
                .toList();
        for (Network network : widestFirst) {
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
        for (int i = 0; i < networks.size(); i++) {
            Network network = networks.get(i);
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
        return behind.getOrDefault(interfaceName, List.of());
    }

    /// {@return interfaces of which a network is known, but none that has the address}
    Set<String> notTowards(Address address) {
        var names = new HashSet<String>();
        networks.forEach(n -> names.add(n.interfaceName()));
        network(address).ifPresent(n -> names.remove(n.interfaceName()));
        return names;
    }

    // The address that a host most likely has in a network for which it is the router.
    private Optional<Address> own(Prefix prefix) {
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
            case Address.V6(long high, _) -> high >>> 57 == 0xfc >>> 1 || address.isLinkLocal();
        };
    }
}
