package org.nftrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.nftrace.net.Address;

/// What rules cost the kernel: how long it has a packet with them, less how long it has it without.
///
/// A raw frame that is sent into one end of a veth is received at the other before the call returns, so the time of
/// the call is the packet's way through the whole host. Each packet begins a connection. As root, in a network
/// namespace that is made for it:
///
///     unshare -n java … org.nftrace.bench.KernelCost LOAD rules|least
///
/// prints the median of single packets, in nanoseconds.
public final class KernelCost {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int PACKETS = 20_000;
    private static final int FRAME = 14 + 20 + 8;
    private static final int ADDRESS_BYTES = 20;
    private static final byte[] OWN = {2, 0, 0, 0, 0, 1};

    private final MethodHandle socket = function("socket", 3);
    private final MethodHandle indexOf = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("if_nametoindex"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private final MethodHandle send = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("sendto"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));

    private KernelCost() {}

    private static MethodHandle function(String name, int arguments) {
        var ints = new ValueLayout[arguments];
        Arrays.fill(ints, ValueLayout.JAVA_INT);
        return Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow(name),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ints));
    }

    public static void main(String[] args) throws Throwable {
        Load load = Load.valueOf(args[0]);
        build();
        run(args[1].equals("rules") ? load.rules() : load.least(), "nft", "-f", "-");
        System.out.println(new KernelCost().median(load));
    }

    private static void build() throws IOException, InterruptedException {
        run("""
            ip link add wire type veth peer name ens192
            ip link set ens192 address 02:00:00:00:00:01
            sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
            sysctl -qw net.ipv4.conf.ens192.rp_filter=0 net.ipv4.conf.default.rp_filter=0
            ip link set lo up
            ip link set wire up
            ip link set ens192 up
            ip addr add 10.254.10.252/24 dev ens192
            ip addr add 192.0.2.1/32 dev ens192
            ip link add docker1 type bridge
            ip link set docker1 up
            ip addr add 172.20.0.1/24 dev docker1
            ip neigh add 172.20.0.4 lladdr 02:00:00:00:00:04 dev docker1 nud permanent
            ip route add 10.244.0.0/16 via 172.20.0.4
            ip route add 10.96.0.0/16 via 172.20.0.4
            """, "sh", "-e");
    }

    private static void run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + " failed");
        }
    }

    private long median(Load load) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            int raw = (int) socket.invokeExact(AF_PACKET, SOCK_RAW, 0);
            MemorySegment to = arena.allocate(ADDRESS_BYTES);
            ByteBuffer address = to.asByteBuffer().order(ByteOrder.nativeOrder());
            address.putShort(0, (short) AF_PACKET).putInt(4, (int) indexOf.invokeExact(arena.allocateFrom("wire")));
            MemorySegment frame = arena.allocate(FRAME);
            var times = new long[PACKETS];
            for (int i = 0; i < 2 * PACKETS; i++) {
                frame.asByteBuffer().put(0, frame(load, i));
                long start = System.nanoTime();
                long sent = (long) send.invokeExact(raw, frame, (long) FRAME, 0, to, ADDRESS_BYTES);
                times[i % PACKETS] = System.nanoTime() - start;
                if (sent != FRAME) {
                    throw new UncheckedIOException(new IOException("packet " + i + " was not sent"));
                }
            }
            Arrays.sort(times);
            return times[PACKETS / 2];
        }
    }

    private static byte[] frame(Load load, int number) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME);
        frame.put(OWN).put(new byte[] {2, 0, 0, 0, 0, 2}).putShort((short) 0x0800);
        int header = frame.position();
        frame.putInt(0x4500_001c).putInt(0).putInt(0x4011_0000);
        frame.putInt(bits(load.source(number))).putInt(bits(load.destination()));
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += frame.getShort(header + i) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        frame.putShort(header + 10, (short) ~((sum & 0xffff) + (sum >>> 16)));
        frame.putShort((short) load.sourcePort(number))
                .putShort((short) load.port())
                .putShort((short) 8)
                .putShort((short) 0);
        return frame.array();
    }

    private static int bits(String address) {
        return (int) Address.parse(address).orElseThrow().low();
    }
}
