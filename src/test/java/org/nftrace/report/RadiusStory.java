package org.nftrace.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Hook;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Source;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Connection;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Route;
import org.nftrace.trace.Step;
import org.nftrace.trace.Tcp;
import org.nftrace.trace.Trace;

/// The way of `udp:10.254.10.105->10.254.10.252:1812` through samples/radius, made by hand.
final class RadiusStory {
    static final Packet REQUEST = Packet.UNKNOWN
            .with(Fact.PROTOCOL, 17)
            .with(Fact.SOURCE, address("10.254.10.105"))
            .with(Fact.DESTINATION, address("10.254.10.252"))
            .with(Fact.DPORT, 1812);
    static final Packet TRANSLATED = REQUEST.with(Fact.DESTINATION, address("172.20.0.4"));
    static final Packet FORWARDED = TRANSLATED.with(Fact.OUT, "docker1");
    static final Packet MASQUERADED = FORWARDED.with(Fact.SOURCE, address("172.20.0.1"));

    private static final Selector DPORT = new Selector.Payload(Field.UDP_DPORT);
    private static final Selector PROTOCOL = new Selector.Meta(MetaKey.L4PROTO);

    private RadiusStory() {}

    static Trace trace() {
        var spec = "udp:10.254.10.105->10.254.10.252:1812";
        return new Trace(
                new PacketSpec(new Source("--packet", spec).whole(), REQUEST, Optional.empty(), Set.of(), false, false),
                steps());
    }

    private static List<Step> steps() {
        var way = new Way(PlainListing.read(source()));
        prerouting(way);
        forward(way);
        postrouting(way);
        return way.add(new Step.Decided(new Outcome.Accepted(Outcome.End.FORWARD)))
                .steps();
    }

    private static void prerouting(Way way) {
        way.hook(Hook.PREROUTING, REQUEST)
                .add(new Step.Tracked(connection()))
                .base(Family.IP, "nat", "PREROUTING")
                .add(new Step.Assumed(
                        new Assumption.IsLocal(address("10.254.10.252"), Assumption.Ground.NOTHING_ELSE_SAID)))
                .match(1)
                .pass(1, "udp dport 514", DPORT, 1812)
                .pass(2, "udp dport 67", DPORT, 1812)
                .pass(3, "meta l4proto tcp", PROTOCOL, 17)
                .match(4)
                .rewrite(4, REQUEST, TRANSLATED)
                .add(new Step.Assumed(new Assumption.Behind(
                        Prefix.parse("172.20.0.0/24").orElseThrow(), "docker1", Optional.of(way.place(4)))))
                .add(new Step.Routed(new Route.Through(
                        Optional.of(address("172.20.0.4")), Optional.of("docker1"), Optional.empty())));
    }

    private static void forward(Way way) {
        way.hook(Hook.FORWARD, FORWARDED)
                .base(Family.IP, "filter", "FORWARD")
                .match(1)
                .match(1)
                .match(2)
                .match(1)
                .pass(3, "ct state related,established", Optional.empty())
                .match(4)
                .pass(1, "ip daddr 172.20.0.3", Optional.empty())
                .pass(2, "ip daddr 172.20.0.5", Optional.empty())
                .pass(3, "meta l4proto tcp", PROTOCOL, 17)
                .match(4)
                .base(Family.INET, "firewalld", "filter_FORWARD")
                .pass(1, "ct state established,related", Optional.empty())
                .match(2);
    }

    private static void postrouting(Way way) {
        way.hook(Hook.POSTROUTING, FORWARDED).base(Family.IP, "nat", "POSTROUTING");
        way.pass(1, "fib saddr type local", Optional.empty())
                .pass(2, "oifname != \"docker1\"", Optional.empty())
                .pass(3, "ip saddr 172.20.0.3", Optional.empty())
                .pass(4, "ip saddr 172.20.0.5", Optional.empty())
                .pass(5, "meta l4proto tcp", PROTOCOL, 17)
                .pass(6, "ip saddr 172.20.0.4", Optional.empty())
                .policy()
                .base(Family.IP, "firewalld", "nat_POSTROUTING")
                .match(1)
                .pass(1, "oifname \"ens192\"", Optional.empty())
                .match(2)
                .match(1)
                .match(1)
                .rewrite(1, FORWARDED, MASQUERADED);
    }

    private static Connection connection() {
        return new Connection(
                Set.of(ConnectionState.NEW),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                0,
                Optional.empty(),
                Tcp.NONE);
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    static Source source() {
        try {
            return new Source("ruleset.nft", Files.readString(Path.of("samples/radius/ruleset.nft")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
