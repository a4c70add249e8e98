package org.nftrace.host;

import java.util.Optional;
import org.nftrace.text.Span;

/// What the lines of an input are, told by how they look.
enum Kind {
    LINKS,
    RULES,
    CONNECTIONS,
    SYSCTLS,
    ROUTES,
    JSON;

    static final String EXPECTED =
            "the output of one of these was expected: ip addr, ip -j addr, ip route, ip rule, ip -d link, "
                    + "docker network inspect, conntrack -L, sysctl -a, the script of nftrace snapshot";

    // A kind shows itself at the start of a line; what comes after may be without end.
    private static final int ENOUGH = 500;

    /// {@return the kind whose lines begin as this one does; empty for a line that goes on with what is before it}
    static Optional<Kind> of(Span whole) {
        String line = whole.source().text().substring(whole.start(), Math.min(whole.end(), whole.start() + ENOUGH));
        char first = line.isEmpty()
                ? ' '
                : line.charAt(0) == '\uFEFF' && line.length() > 1 ? line.charAt(1) : line.charAt(0);
        if (first == '[' || first == '{') {
            return Optional.of(JSON);
        }
        if (LinkListReader.looksLikeOne(line)) {
            return Optional.of(LINKS);
        }
        if (RuleListReader.looksLikeOne(line)) {
            return Optional.of(RULES);
        }
        if (ConntrackReader.looksLikeOne(line)) {
            return Optional.of(CONNECTIONS);
        }
        if (SysctlReader.looksLikeOne(line)) {
            return Optional.of(SYSCTLS);
        }
        return RouteListReader.looksLikeOne(line) ? Optional.of(ROUTES) : Optional.empty();
    }

    /// {@return the kind that a command prints, as far as it can print nothing at all}
    static Optional<Kind> ofCommand(String command) {
        if (command.matches("ip( -\\S+)* (route|r)\\b.*")) {
            return Optional.of(ROUTES);
        }
        if (command.matches("ip( -\\S+)* rule\\b.*")) {
            return Optional.of(RULES);
        }
        boolean connections = command.matches("conntrack -L.*|cat /proc/net/nf_conntrack");
        return connections ? Optional.of(CONNECTIONS) : Optional.empty();
    }
}
