package org.nftrace.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.net.Address;

/// Reads `ip -j route`: a list of objects with `"dst"`.
final class RouteJsonReader {
    private static final String DEFAULT = "default";

    private final RouteListing listing;
    private final JsonValues values;

    private RouteJsonReader(Optional<String> table, Complaints complaints) {
        this.listing = new RouteListing(table);
        this.values = new JsonValues(complaints);
    }

    static boolean isOne(Json element) {
        return element.has("dst")
                && !element.has("ifname")
                && (element.has("dev") || element.has("flags") || element.has("type"));
    }

    /// @param table the one that was asked for, where the command is known
    static Host read(List<Json> elements, Optional<String> table, Complaints complaints) {
        var reader = new RouteJsonReader(table, complaints);
        elements.forEach(reader::readRoute);
        return reader.listing.host();
    }

    private void readRoute(Json element) {
        var route = new RouteDraft();
        element.text("type").flatMap(RouteListReader::typeOf).ifPresent(t -> route.type = t);
        boolean all = element.text("dst").filter(DEFAULT::equals).isPresent();
        route.destination = all ? Optional.empty() : values.prefix(element, "dst");
        route.from = element.text("from").filter(f -> !f.equals(DEFAULT)).flatMap(_ -> values.prefix(element, "from"));
        route.source = values.address(element, "prefsrc");
        route.table = element.text("table").map(RouteListing::tableName);
        route.metric = values.number(element, "metric").orElse(0);
        values.number(element, "tos").ifPresent(t -> route.tos = OptionalInt.of((int) t));
        route.isV6 = element.has("pref");
        readHop(route, element);
        element.list("nexthops").forEach(hop -> readHop(route, hop));
        if (all || route.destination.isPresent()) {
            listing.add(route);
        } else {
            listing.miss();
        }
    }

    private void readHop(RouteDraft route, Json hop) {
        route.endHop();
        Optional<Address> foreign = hop.get("via").flatMap(via -> values.address(via, "host"));
        route.gateway = values.address(hop, "gateway");
        route.isV6 |= route.gateway.filter(g -> !g.isV4()).isPresent();
        route.gateway = route.gateway.or(() -> foreign);
        route.device = hop.text("dev");
        route.dead = hop.list("flags").stream().anyMatch(f -> f.word().equals("dead"));
    }
}
