package org.nftrace.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nftrace.host.Lookup.Found;
import org.nftrace.host.Lookup.Missing;
import org.nftrace.host.Lookup.NoRoute;
import org.nftrace.host.Lookup.Open;
import org.nftrace.net.Address;
import org.nftrace.text.Source;

/// What the kernel itself answers for made-up routes and rules is compared in `org.nftrace.kernel.RoutingTest`.
class FibTest {
    private static final String ADDRESSES = """
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
            link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            inet 127.0.0.1/8 scope host lo
            inet6 ::1/128 scope host
        2: lan: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
            link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
            inet 192.168.50.1/24 brd 192.168.50.255 scope global lan
            inet6 2001:db8::1/64 scope global
        3: dmz: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
            link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff
            inet 192.168.60.1/24 brd 192.168.60.255 scope global dmz
        4: wan: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
            link/ether 02:00:00:00:00:03 brd ff:ff:ff:ff:ff:ff
            inet 203.0.113.2/24 brd 203.0.113.255 scope global wan
        """;

    private static final String DOCKER = """
        [{"Name": "bridge", "Driver": "bridge", "Options": {},
          "IPAM": {"Config": [{"Subnet": "172.17.0.0/16", "Gateway": "172.17.0.1"}]}}]
        """;

    // Seen in the kernel, counters of `fib daddr type …` and `fib daddr . iif type …` rules in prerouting.
    @ParameterizedTest
    @CsvSource({
        "192.168.50.1, LOCAL, LOCAL",
        "203.0.113.2, LOCAL, UNICAST",
        "127.0.0.1, LOCAL, UNICAST",
        "192.168.50.255, BROADCAST, BROADCAST",
        "192.168.60.255, BROADCAST, UNICAST",
        "255.255.255.255, BROADCAST, BROADCAST",
        "0.0.0.0, BROADCAST, BROADCAST",
        "224.0.0.251, MULTICAST, MULTICAST",
        "8.8.8.8, UNICAST, UNICAST",
        "192.168.50.10, UNICAST, UNICAST",
    })
    void the_type_of_an_address_may_be_asked_of_one_interface(String address, Route.Type ofAll, Route.Type ofLan) {
        var fib = fib(ADDRESSES);
        var query = Query.to(Address.parse(address).orElseThrow());
        assertEquals(Optional.of(ofAll), fib.type(query, Optional.empty()));
        assertEquals(Optional.of(ofLan), fib.type(query, Optional.of("lan")));
    }

    @Test
    void ipv6_types_are_those_of_the_whole_lookup() {
        var fib = fib(ADDRESSES, """
            2001:db8::/64 dev lan proto kernel metric 256 pref medium
            prohibit 2001:db8:5::/48 dev lo metric 1024 pref medium
            local ::1 dev lo table local proto kernel metric 0 pref medium
            local 2001:db8::1 dev lan table local proto kernel metric 0 pref medium
            anycast 2001:db8:: dev lan table local proto kernel metric 0 pref medium
            multicast ff00::/8 dev lan table local proto kernel metric 256 pref medium
            """);
        assertEquals(Optional.of(Route.Type.LOCAL), type(fib, "2001:db8::1", Optional.empty()));
        assertEquals(Optional.of(Route.Type.LOCAL), type(fib, "2001:db8::1", Optional.of("lan")));
        assertEquals(Optional.of(Route.Type.UNICAST), type(fib, "2001:db8::1", Optional.of("wan")));
        assertEquals(Optional.of(Route.Type.UNICAST), type(fib, "2001:db8::9", Optional.empty()));
        assertEquals(Optional.of(Route.Type.ANYCAST), type(fib, "2001:db8::", Optional.empty()));
        assertEquals(Optional.of(Route.Type.MULTICAST), type(fib, "ff02::1", Optional.empty()));
        assertEquals(Optional.of(Route.Type.PROHIBIT), type(fib, "2001:db8:5::1", Optional.empty()));
        assertEquals(Optional.of(Route.Type.UNREACHABLE), type(fib, "2001:db8:6::1", Optional.empty()));
    }

    @Test
    void of_addresses_alone_follow_the_ways_to_subnets_but_not_those_beyond() {
        var fib = fib(ADDRESSES);
        var near = assertInstanceOf(Found.class, fib.lookup(to("192.168.60.7")));
        assertEquals(Optional.of("dmz"), near.route().device());
        assertTrue(near.route().derived());
        var far = assertInstanceOf(Open.class, fib.lookup(to("8.8.8.8")));
        assertEquals(new Missing.Routes(new Told.Table(Version.V4, "main")), far.missing());
        assertEquals(Optional.of(false), fib.isLocal(address("8.8.8.8")));
    }

    @Test
    void docker_tells_of_some_addresses_and_leaves_open_what_others_there_are() {
        var fib = fib(DOCKER);
        assertEquals(Optional.of(true), fib.isLocal(address("172.17.0.1")));
        assertEquals(Optional.of(true), fib.isLocal(address("127.0.0.53")));
        assertEquals(Optional.empty(), fib.isLocal(address("10.254.10.252")));
        var container = assertInstanceOf(Open.class, fib.lookup(to("172.17.0.9")));
        assertEquals(new Missing.Routes(new Told.Table(Version.V4, "local")), container.missing());
        var otherwise = assertInstanceOf(Found.class, container.otherwise());
        assertEquals(Optional.of("docker0"), otherwise.route().device());
    }

    @Test
    void a_source_that_routes_prefer_is_the_hosts_own() {
        var fib = fib("default via 10.0.0.254 dev eth0\n10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.7\n");
        assertEquals(Optional.of(true), fib.isLocal(address("10.0.0.7")));
        assertEquals(Optional.empty(), fib.isLocal(address("10.0.0.8")));
        var open = assertInstanceOf(Open.class, fib.lookup(to("8.8.8.8")));
        var otherwise = assertInstanceOf(Found.class, open.otherwise());
        assertEquals(Optional.of(address("10.0.0.254")), otherwise.route().gateway());
    }

    @Test
    void a_rule_that_cannot_be_decided_leaves_open_only_what_hangs_on_it() {
        var fib = fib(
                ADDRESSES,
                "default via 203.0.113.1 dev wan\n192.168.50.0/24 dev lan\ndefault dev wg0 table 51820\n"
                        + "local 203.0.113.2 dev wan table local\n",
                """
                0:	from all lookup local
                32764:	from all lookup main suppress_prefixlength 0
                32765:	not from all fwmark 0xca6c lookup 51820
                32766:	from all lookup main
                32767:	from all lookup default
                """);
        assertInstanceOf(Found.class, fib.lookup(to("192.168.50.9")));
        var open = assertInstanceOf(Open.class, fib.lookup(to("8.8.8.8")));
        var rule = assertInstanceOf(Missing.RuleTakes.class, open.missing());
        assertEquals(32765, rule.rule().priority());
        assertEquals(Optional.of("wg0"), device(rule.then()));
        assertEquals(Optional.of("wan"), device(open.otherwise()));
        assertEquals(Optional.of("wg0"), device(fib.lookup(to("8.8.8.8").withMark(0))));
        assertEquals(Optional.of("wan"), device(fib.lookup(to("8.8.8.8").withMark(0xca6c))));
    }

    @Test
    void whole_tables_without_a_route_have_none() {
        var fib = fib(ADDRESSES, "203.0.113.0/24 dev wan proto kernel scope link src 203.0.113.2\n");
        assertInstanceOf(NoRoute.class, fib.lookup(to("8.8.8.8")));
    }

    @Test
    void of_several_ways_out_all_that_may_be_chosen_are_told() {
        var fib = fib(
                ADDRESSES,
                "default \n\tnexthop via 203.0.113.1 dev wan weight 1 \n\tnexthop via 192.168.60.9 dev dmz weight 1 \n"
                        + "\tnexthop via 192.168.50.9 dev lan weight 1 dead linkdown \n");
        var found = assertInstanceOf(Found.class, fib.lookup(to("8.8.8.8")));
        assertEquals(2, found.route().nextHops().size());
        assertEquals(Optional.empty(), found.route().device());
        assertEquals(Optional.of("dmz"), device(fib.lookup(to("8.8.8.8").boundTo("dmz"))));
    }

    private static Optional<String> device(Lookup lookup) {
        return assertInstanceOf(Found.class, lookup).route().device();
    }

    private static Optional<Route.Type> type(Fib fib, String address, Optional<String> device) {
        return fib.type(to(address).from(address("2001:db8::9")), device);
    }

    private static Query to(String address) {
        return Query.to(address(address));
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static Fib fib(String... files) {
        List<Host> parts = Arrays.stream(files)
                .map(text -> HostReader.read(new Source("file", text)))
                .peek(read -> assertEquals(List.of(), read.diagnostics()))
                .map(ReadHost::host)
                .toList();
        return Fib.of(Hosts.merge(parts));
    }
}
