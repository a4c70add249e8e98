package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Fib;
import org.nftrace.host.Host;
import org.nftrace.host.HostReader;
import org.nftrace.host.Hosts;
import org.nftrace.host.KernelRoutes;
import org.nftrace.host.Lookup;
import org.nftrace.host.Route;
import org.nftrace.text.Source;

/// Our routing decisions are those of `ip route get fibmatch`, for made-up hosts and questions.
class RoutingTest {
    // A longer run: mvn test -Dtest=RoutingTest -Drouting.worlds=100
    private static final int WORLDS = Integer.getInteger("routing.worlds", 8);
    private static final int QUESTIONS = 60;

    @BeforeAll
    static void require() {
        KernelMachine.require();
    }

    @Test
    void ipv4_routes_are_chosen_as_the_kernel_does() throws IOException {
        compare(true);
    }

    @Test
    void ipv6_routes_are_chosen_as_the_kernel_does() throws IOException {
        compare(false);
    }

    @Test
    void the_routes_that_follow_from_addresses_are_those_that_the_kernel_makes() throws IOException {
        for (int seed = 0; seed < WORLDS; seed++) {
            try (var place = Namespace.create("derived")) {
                new AddressesOnly(new Random(seed)).build(place);
                var host = told(place);
                var given = host.routes().orElseThrow().stream()
                        .filter(r -> r.type() != Route.Type.ANYCAST)
                        .map(RoutingTest::shown)
                        .collect(Collectors.toSet());
                var derived = KernelRoutes.of(host.links().orElseThrow()).stream()
                        .map(RoutingTest::shown)
                        .collect(Collectors.toSet());
                assertEquals(sorted(given), sorted(derived), "seed " + seed);
            }
        }
    }

    private static String sorted(Set<String> lines) {
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static void compare(boolean v4) throws IOException {
        var differences = new ArrayList<String>();
        var outcomes = new HashSet<String>();
        int asked = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            var random = new Random(seed);
            try (var place = Namespace.create("routing")) {
                var routing = new RandomRouting(random, v4);
                routing.build(place, seed % 4 != 0);
                var fib = Fib.of(told(place));
                for (int i = 0; i < QUESTIONS; i++) {
                    var question = routing.question();
                    String kernel = kernel(place.tryRun("", question.command()), question);
                    String ours = ours(fib.lookup(question.query()), question);
                    outcomes.add(kernel.split(" ")[0]);
                    asked++;
                    if (!kernel.equals(ours)) {
                        differences.add("seed " + seed + " " + String.join(" ", question.command()) + "\n  kernel: "
                                + kernel + "\n  ours:   " + ours);
                    }
                }
            }
        }
        assertEquals("", String.join("\n", differences), differences.size() + " of " + asked + " differ");
        assertTrue(outcomes.size() >= 4, outcomes.toString());
    }

    private static Host told(Namespace place) throws IOException {
        return Hosts.merge(List.of(
                read("ip addr", place.run("", "ip", "addr")),
                read("ip route", place.run("", "ip", "route", "show", "table", "all")),
                read("ip rule", place.run("", "ip", "rule")),
                read("ip -6 rule", place.run("", "ip", "-6", "rule"))));
    }

    private static Host read(String name, String text) {
        var read = HostReader.read(new Source(name, "$ " + name + "\n" + text));
        assertEquals(List.of(), read.diagnostics());
        return read.host();
    }

    private static String kernel(Command answer, RouteQuestion question) {
        if (!answer.succeeded()) {
            return error(answer.err().strip(), question);
        }
        String text = answer.out().replaceAll(" iif \\S+", "");
        Route route =
                read("ip route show table all", text).routes().orElseThrow().getFirst();
        // IPv6 mostly shows the route that refuses, IPv4 only the error.
        return route.nextHops().isEmpty() ? refusal(route, question) : shown(route, question.out());
    }

    // fibmatch shows all ways out of several, even if a socket is bound to one.
    private static String shown(Route route, String bound) {
        var hops = route.nextHops().stream()
                .filter(h -> bound.isEmpty() || h.device().equals(Optional.of(bound)))
                .toList();
        return shown(
                hops.isEmpty()
                        ? route
                        : new Route(
                                route.type(),
                                route.destination(),
                                route.from(),
                                hops,
                                route.source(),
                                route.table(),
                                route.metric(),
                                route.tos(),
                                route.derived()));
    }

    // With a bound socket, IPv4 takes any failure for a destination on the link, and fibmatch has nothing to show.
    private static String error(String message, RouteQuestion question) {
        String said = message.replace("RTNETLINK answers: ", "").replaceAll("Error: ", "");
        return question.out().isEmpty() ? said : "refused";
    }

    private static String ours(Lookup lookup, RouteQuestion question) {
        return switch (lookup) {
            case Lookup.Found(Route route) when route.nextHops().isEmpty() -> refusal(route, question);
            case Lookup.Found(Route route) -> shown(route);
            case Lookup.NoRoute _ -> question.out().isEmpty() ? "Network is unreachable" : "refused";
            case Lookup.Refused(_, Route.Type type) -> question.out().isEmpty() ? ruleMessage(type) : "refused";
            case Lookup.Open open -> open.toString();
        };
    }

    private static String refusal(Route route, RouteQuestion question) {
        return question.out().isEmpty() ? message(route.type()) : "refused";
    }

    // fib4_rule_action(): a rule that says 'unreachable' means the network, a route the host.
    private static String ruleMessage(Route.Type type) {
        return type == Route.Type.UNREACHABLE ? "Network is unreachable" : message(type);
    }

    private static String message(Route.Type type) {
        return switch (type) {
            case BLACKHOLE -> "Invalid argument";
            case PROHIBIT -> "Permission denied";
            case UNREACHABLE -> "No route to host";
            case UNICAST, LOCAL, BROADCAST, MULTICAST, ANYCAST, THROW -> "no refusal: " + type;
        };
    }

    private static String shown(Route route) {
        return route.type() + " " + route.destination() + " table " + route.table() + " metric " + route.metric() + " "
                + route.nextHops().stream()
                        .map(h -> h.gateway().map(g -> "via " + g + " ").orElse("")
                                + h.device().orElse("?"))
                        .sorted()
                        .toList();
    }
}
