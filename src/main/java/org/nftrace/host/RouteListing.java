package org.nftrace.host;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Routes as they are met in a listing.
///
/// `ip route show table all` names the table of each route outside main; a listing that names none is one of a single
/// table: the local one when it has routes that stand only there, else main.
final class RouteListing {
    private final List<RouteDraft> drafts = new ArrayList<>();
    private final Optional<String> asked;
    private boolean misses;

    /// @param asked the one table that was asked for, where the command is known
    RouteListing(Optional<String> asked) {
        this.asked = asked;
    }

    /// Notes that a line was not understood, so that what is not in the listing may be there all the same.
    void miss() {
        misses = true;
    }

    void add(RouteDraft draft) {
        drafts.add(draft);
    }

    Host host() {
        boolean namesTables = drafts.stream().anyMatch(d -> d.table.isPresent());
        boolean isLocal = !namesTables && drafts.stream().anyMatch(RouteDraft::isLocalKind);
        String unnamed = asked.orElse(isLocal ? Route.LOCAL_TABLE : Route.MAIN_TABLE);
        var tables = new HashSet<Told.Table>();
        var versions = EnumSet.noneOf(Version.class);
        drafts.forEach(d -> {
            tables.add(new Told.Table(d.version(), d.table.orElse(unnamed)));
            versions.add(d.version());
        });
        Set<Version> whole = namesTables ? versions : Set.of();
        var routes = drafts.stream().map(d -> d.route(unnamed)).toList();
        return Host.UNKNOWN.withRoutes(routes, misses ? Told.NOTHING : new Told(false, Set.of(), whole, tables));
    }

    /// {@return the name of a table that is written by number (/etc/iproute2/rt_tables)}
    static String tableName(String text) {
        return switch (text) {
            case "255" -> Route.LOCAL_TABLE;
            case "254" -> Route.MAIN_TABLE;
            case "253" -> Route.DEFAULT_TABLE;
            case String other -> other;
        };
    }
}
