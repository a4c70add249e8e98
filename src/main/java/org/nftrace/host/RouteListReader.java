package org.nftrace.host;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.text.Span;

/// Reads `ip route` of either version (ip-route(8); print_route() in iproute2's ip/iproute.c):
///
///     default via 10.0.0.254 dev eth0 proto static metric 100
///     local 10.0.0.1 dev eth0 table local proto kernel scope host src 10.0.0.1
///     1.2.3.0/24
///     	nexthop via 10.0.0.3 dev eth0 weight 2
final class RouteListReader {
    private static final Pattern LINE = Pattern.compile(
            "\\s*((unicast|local|broadcast|multicast|anycast|throw|unreachable|prohibit|blackhole)\\s+)?"
                    + "(default|[0-9a-fA-F.:]+(/\\d+)?)(\\s.*)?",
            Pattern.DOTALL);
    private static final String DEFAULT = "default";
    // Behind each of these stands one word that says nothing of the way.
    private static final Set<String> VALUED = Set.of(
            "proto",
            "scope",
            "nhid",
            "weight",
            "mtu",
            "advmss",
            "window",
            "rtt",
            "rttvar",
            "cwnd",
            "initcwnd",
            "initrwnd",
            "ssthresh",
            "reordering",
            "hoplimit",
            "rto_min",
            "quickack",
            "congctl",
            "features",
            "expires",
            "error",
            "realm",
            "realms",
            "users",
            "age",
            "ttl-propagate",
            "fastopen_no_cookie",
            "metrics");
    private static final Set<String> FLAGS = Set.of(
            "onlink",
            "linkdown",
            "pervasive",
            "offload",
            "trap",
            "notify",
            "rt_offload",
            "rt_trap",
            "offload_failed",
            "rt_offload_failed",
            "unresolved",
            "cloned",
            "cache",
            "lock",
            "used");

    private final RouteListing listing;
    private final Complaints complaints;
    private Optional<RouteDraft> current = Optional.empty();

    private RouteListReader(Optional<String> table, Complaints complaints) {
        this.listing = new RouteListing(table);
        this.complaints = complaints;
    }

    static boolean looksLikeOne(String line) {
        var matcher = LINE.matcher(line);
        return matcher.matches()
                && (matcher.group(2) != null
                        || matcher.group(5) != null
                        || !matcher.group(3).matches("\\d+"));
    }

    /// @param table the one that was asked for, where the command is known
    static Host read(Span part, Optional<String> table, Complaints complaints) {
        var reader = new RouteListReader(table, complaints);
        for (Span line : new Lines(part)) {
            reader.readLine(new Words(line, complaints));
            if (complaints.areTooMany()) {
                break;
            }
        }
        reader.endRoute();
        return reader.listing.host();
    }

    private void readLine(Words words) {
        if (!words.peek().equals("nexthop")) {
            endRoute();
            current = begin(words);
        }
        if (current.isEmpty()) {
            return; // its first line was not understood, as was said
        }
        while (words.hasNext()) {
            if (!readAttribute(current.get(), words)) {
                current = missed();
                return;
            }
        }
    }

    private Optional<RouteDraft> missed() {
        listing.miss();
        return Optional.empty();
    }

    private void endRoute() {
        current.ifPresent(listing::add);
        current = Optional.empty();
    }

    private Optional<RouteDraft> begin(Words words) {
        var draft = new RouteDraft();
        typeOf(words.peek()).ifPresent(type -> {
            draft.type = type;
            words.next();
        });
        if (words.skip(DEFAULT)) {
            return Optional.of(draft);
        }
        draft.destination = words.prefix();
        return draft.destination.isPresent() ? Optional.of(draft) : missed();
    }

    static Optional<Route.Type> typeOf(String word) {
        for (Route.Type type : Route.Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// {@return whether the attribute was understood well enough to go on}
    private boolean readAttribute(RouteDraft route, Words words) {
        Span word = words.next();
        switch (word.text()) {
            case "nexthop" -> route.endHop();
            case "via" -> {
                boolean foreign = words.skip("inet6") || words.skip("inet");
                route.gateway = words.address();
                route.isV6 |= !foreign && route.gateway.filter(g -> !g.isV4()).isPresent();
                return route.gateway.isPresent();
            }
            case "dev" -> {
                route.device = Optional.of(words.text("an interface name"));
                return !route.device.get().isEmpty();
            }
            case "table" -> route.table = Optional.of(RouteListing.tableName(words.text("a routing table")));
            case "src" -> route.source = words.address();
            case "from" -> route.from = words.skip(DEFAULT) || words.skip("all") ? Optional.empty() : words.prefix();
            case "metric", "preference" -> {
                var metric = words.number("a metric");
                route.metric = metric.orElse(0);
                return metric.isPresent();
            }
            case "tos", "dsfield" -> route.tos = words.small("a type of service");
            case "pref" -> {
                route.isV6 = true; // router preferences are IPv6's alone (RFC 4191)
                words.next();
            }
            case "dead" -> route.dead = true;
            case String other -> readOther(other, word, words);
        }
        return true;
    }

    private void readOther(String text, Span word, Words words) {
        if (VALUED.contains(text)) {
            words.next();
        } else if (!FLAGS.contains(text)) {
            complaints.warning(word, "unknown word '" + text + "' in a route, passed over");
        }
    }
}
