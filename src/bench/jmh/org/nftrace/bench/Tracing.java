package org.nftrace.bench;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nftrace.load.Loader;
import org.nftrace.net.Address;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.trace.Indexing;
import org.nftrace.trace.Step;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long one packet takes in one thread, once the rules were read: by index and memory, and asked rule by rule.
///
/// The median of single packets is what to look at (`p0.50`): other work on the machine does not move it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class Tracing {
    @Param
    public Load load;

    @Param({"index", "walk"})
    public String by;

    private static final int PACKETS = 20_000;

    private Tracer tracer;
    private PacketSpec[] packets;
    private int next;

    @Setup
    public void prepare() {
        var loaded = Loader.load(List.of(new Source("rules.nft", load.rules())), List.of());
        var local = Set.of(
                Address.parse("192.0.2.1").orElseThrow(),
                Address.parse("10.254.10.252").orElseThrow());
        var options = new TraceOptions(local, TraceOptions.DEFAULT.branches(), false);
        tracer = Tracer.of(
                loaded.ruleset(), loaded.host(), options, by.equals("index") ? Indexing.USUAL : Indexing.NEVER);
        packets = IntStream.range(0, PACKETS).mapToObj(this::packet).toArray(PacketSpec[]::new);
    }

    private PacketSpec packet(int number) {
        String text = "udp:%s:%d->%s:%d in=ens192 ttl=64 len=28"
                .formatted(load.source(number), load.sourcePort(number), load.destination(), load.port());
        return PacketReader.read(new Source("packet", text)).packet().orElseThrow();
    }

    /// A packet and what happened to it, without the rules that were passed over: what a summary needs.
    @Benchmark
    public List<Step> packet() {
        next = (next + 1) % PACKETS;
        return tracer.trace(packets[next]).happened();
    }
}
