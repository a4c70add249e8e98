package org.nftrace.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.load.Loaded;
import org.nftrace.packet.Fact;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Passage;
import org.nftrace.text.Source;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// Which services of the host are open today, and from where.
final class Openings {
    private static final BigInteger PORTS = BigInteger.ONE.shiftLeft(16);
    /// More networks than this are a list that nobody reads.
    private static final int MOST_NETWORKS = 16;

    private final Loaded loaded;
    private final boolean six;
    private final Dimension source;
    /// Services by where they are open from.
    private final Map<From, List<String>> open = new LinkedHashMap<>();
    /// Services of which something may pass for strangers.
    private final Set<String> doors = new LinkedHashSet<>();
    private boolean decided = true;

    /// From where a service is open.
    ///
    /// @param in       empty: by any interface
    /// @param networks `any`, or networks
    record From(Optional<String> in, List<String> networks) {
        From {
            networks = List.copyOf(networks);
        }
    }

    private Openings(Loaded loaded, boolean six) {
        this.loaded = loaded;
        this.six = six;
        source = new Dimension.OfPacket(Fact.SOURCE, six ? 128 : 32);
    }

    static Openings of(Loaded loaded, boolean six, List<String> protocols) throws Failure {
        var openings = new Openings(loaded, six);
        for (String protocol : protocols) {
            openings.find(protocol);
        }
        return openings;
    }

    Map<From, List<String>> open() {
        return open;
    }

    Set<String> doors() {
        return doors;
    }

    /// {@return whether it could be told}
    boolean isDecided() {
        return decided;
    }

    private void find(String protocol) throws Failure {
        String from = six ? "'::/0'" : "any";
        var set = new PacketSetText(Yaml.read(
                new Source("set", "{hook: input, from: " + from + ", only: " + protocol + ", expect: accept}")));
        var passage = Passage.over(loaded.ruleset(), List.of(set.meaning(), other()));
        var journey = new SetJourney(loaded, passage, six ? Family.IP6 : Family.IP, Optional.of(Hook.INPUT), false);
        PacketSet all = journey.arriving(passage.set(set.meaning()));
        Optional<SetJourney.Fates> fates = journey.of(all);
        if (fates.isEmpty()) {
            decided = false;
            return;
        }
        PacketSet accepted = all.minus(fates.get().stopped()).minus(fates.get().open());
        PacketSet sure = passage.wholly(all, accepted, Set.of(source, Dimensions.IN, Dimensions.DPORT));
        PacketSet mayPass = fates.get().passes().or(fates.get().open());
        var places = new LinkedHashMap<From, List<Meaning.Range>>();
        var mayEnter = new ArrayList<Meaning.Range>();
        for (Meaning.Range ports : stretches(passage, Dimensions.DPORT, PORTS)) {
            PacketSet here = passage.in(Dimensions.DPORT, ports);
            if (!mayPass.and(here).and(passage.set(other())).isEmpty()) {
                append(ports, mayEnter);
            }
            for (From one : from(passage, all.and(here), sure.and(here))) {
                append(ports, places.computeIfAbsent(one, _ -> new ArrayList<>()));
            }
        }
        mayEnter.forEach(ports -> doors.add(service(protocol, ports)));
        places.forEach((one, ranges) -> ranges.forEach(
                ports -> open.computeIfAbsent(one, _ -> new ArrayList<>()).add(service(protocol, ports))));
    }

    // What follows the last range becomes part of it.
    private static void append(Meaning.Range range, List<Meaning.Range> ranges) {
        if (!ranges.isEmpty() && ranges.getLast().last().add(BigInteger.ONE).equals(range.first())) {
            ranges.addLast(new Meaning.Range(ranges.removeLast().first(), range.last()));
        } else {
            ranges.add(range);
        }
    }

    private static Meaning other() {
        return Interfaces.is(PacketSetText.OTHER);
    }

    // Where every interface but lo lets in the same, none is named.
    private List<From> from(Passage passage, PacketSet all, PacketSet sure) {
        if (sure.isEmpty()) {
            return List.of();
        }
        var byInterface = new LinkedHashMap<String, List<String>>();
        byInterface.put("other", networks(passage, all, sure, PacketSetText.OTHER));
        for (String name : Interfaces.named(passage.cuts(Dimensions.IN))) {
            if (!name.equals("lo")) {
                byInterface.put(name, networks(passage, all, sure, name));
            }
        }
        var kinds = new LinkedHashSet<>(byInterface.values());
        var from = new ArrayList<From>();
        byInterface.forEach((name, networks) -> {
            if (!networks.isEmpty()) {
                from.add(new From(kinds.size() == 1 ? Optional.empty() : Optional.of(name), networks));
            }
        });
        return kinds.size() == 1 ? from.subList(0, Math.min(1, from.size())) : from;
    }

    private List<String> networks(Passage passage, PacketSet all, PacketSet sure, String in) {
        PacketSet by = passage.set(Interfaces.is(in));
        if (all.and(by).isSubsetOf(sure)) {
            return List.of(six ? "::/0" : "any");
        }
        var ranges = new ArrayList<Meaning.Range>();
        for (Meaning.Range stretch : stretches(passage, source, BigInteger.ONE.shiftLeft(source.width()))) {
            if (!sure.and(by).and(passage.in(source, stretch)).isEmpty()) {
                append(stretch, ranges);
            }
        }
        List<String> networks = ranges.stream()
                .flatMap(range -> Networks.of(range, six).stream())
                .toList();
        return networks.size() > MOST_NETWORKS ? List.of() : networks;
    }

    private static List<Meaning.Range> stretches(Passage passage, Dimension dimension, BigInteger end) {
        var cuts = new TreeSet<>(passage.cuts(dimension));
        cuts.add(BigInteger.ZERO);
        cuts.add(end);
        var stretches = new ArrayList<Meaning.Range>();
        BigInteger from = cuts.first();
        for (BigInteger cut : cuts.tailSet(from, false)) {
            stretches.add(new Meaning.Range(from, cut.subtract(BigInteger.ONE)));
            from = cut;
        }
        return stretches;
    }

    private static String service(String protocol, Meaning.Range ports) {
        if (ports.first().equals(ports.last())) {
            return protocol + " " + ports.first();
        }
        boolean all =
                ports.first().signum() == 0 && ports.last().add(BigInteger.ONE).equals(PORTS);
        return all ? protocol : protocol + " " + ports.first() + "-" + ports.last();
    }
}
