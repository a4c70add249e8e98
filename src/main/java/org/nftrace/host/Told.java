package org.nftrace.host;

import java.util.HashSet;
import java.util.Set;

/// Of what the host has, which was told wholly: what a whole listing does not have, the host does not have either.
///
/// `docker network inspect` tells of some links and addresses, `ip addr` of all; `ip route` tells of one table,
/// `ip route show table all` of all.
///
/// @param links     every link is listed
/// @param addresses for which version every address is listed
/// @param allTables for which version the routes of every table are listed
/// @param tables    single routing tables that are listed
public record Told(boolean links, Set<Version> addresses, Set<Version> allTables, Set<Table> tables) {
    public static final Told NOTHING = new Told(false, Set.of(), Set.of(), Set.of());

    /// One routing table: each version has tables of its own.
    public record Table(Version version, String name) {}

    public Told {
        addresses = Set.copyOf(addresses);
        allTables = Set.copyOf(allTables);
        tables = Set.copyOf(tables);
    }

    public boolean addressesOf(Version version) {
        return addresses.contains(version);
    }

    public boolean table(Version version, String name) {
        return allTables.contains(version) || tables.contains(new Table(version, name));
    }

    /// {@return what was told by this or by `other`}
    public Told and(Told other) {
        return new Told(
                links || other.links,
                union(addresses, other.addresses),
                union(allTables, other.allTables),
                union(tables, other.tables));
    }

    private static <T> Set<T> union(Set<T> a, Set<T> b) {
        var all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
