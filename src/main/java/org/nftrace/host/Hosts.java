package org.nftrace.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Puts together what several inputs tell of one host.
public final class Hosts {
    private Hosts() {}

    /// {@return all that was told, links of one name being one link}
    public static Host merge(List<Host> parts) {
        // What a whole listing says of a link comes before what 'docker network inspect' lets conclude.
        var ordered = parts.stream()
                .sorted(Comparator.comparing(h -> !h.told().links()))
                .toList();
        Told told = parts.stream().map(Host::told).reduce(Told.NOTHING, Told::and);
        var sysctls = new HashMap<String, String>();
        parts.forEach(p -> sysctls.putAll(p.sysctls()));
        return new Host(
                links(ordered, told),
                together(parts, Host::routes),
                together(parts, Host::rules).map(Hosts::byPriority),
                sysctls,
                together(parts, Host::connections),
                told);
    }

    private static List<RoutingRule> byPriority(List<RoutingRule> rules) {
        return rules.stream()
                .sorted(Comparator.comparingInt(RoutingRule::priority))
                .toList();
    }

    // Two listings may overlap: 'ip route' is part of 'ip route show table all'.
    private static <T> Optional<List<T>> together(List<Host> parts, Function<Host, Optional<List<T>>> of) {
        var all = new LinkedHashSet<T>();
        parts.forEach(p -> of.apply(p).ifPresent(all::addAll));
        boolean any = parts.stream().anyMatch(p -> of.apply(p).isPresent());
        return any ? Optional.of(new ArrayList<>(all)) : Optional.empty();
    }

    private static Optional<List<Link>> links(List<Host> parts, Told told) {
        Map<String, Link> links = new LinkedHashMap<>();
        for (Host part : parts) {
            for (Link link : part.links().orElse(List.of())) {
                links.merge(link.name(), link.withAddresses(credible(link, part, told)), Hosts::merge);
            }
        }
        boolean any = parts.stream().anyMatch(p -> p.links().isPresent());
        return any ? Optional.of(List.copyOf(links.values())) : Optional.empty();
    }

    // Where one input has all addresses, another's that it does not have are out of date, or were concluded wrongly.
    private static List<LinkAddress> credible(Link link, Host part, Told told) {
        return link.addresses().stream()
                .filter(a -> {
                    Version version = Version.of(a.address());
                    return part.told().addressesOf(version) || !told.addressesOf(version);
                })
                .toList();
    }

    private static Link merge(Link first, Link second) {
        var addresses = new ArrayList<>(first.addresses());
        second.addresses().stream().filter(a -> !first.has(a.address())).forEach(addresses::add);
        return new Link(
                first.name(),
                first.index().isPresent() ? first.index() : second.index(),
                first.up(),
                first.mac().isPresent() ? first.mac() : second.mac(),
                addresses,
                first.master().or(second::master),
                first.kind().or(second::kind),
                first.hairpin().or(second::hairpin));
    }
}
