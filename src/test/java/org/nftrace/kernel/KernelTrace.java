package org.nftrace.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Listens to the netlink group that `nft monitor trace` listens to, in one network namespace.
final class KernelTrace implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_NETFILTER = 12;
    private static final int SOL_NETLINK = 270;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int GROUP_NFTRACE = 9;
    private static final int SOL_SOCKET = 1;
    private static final int RECEIVE_BUFFER_FORCE = 33;
    private static final int MSG_TRACE = 10 << 8 | 17;
    private static final int HEADER = 16;

    private final int socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(1 << 16);
    private final EventReader reader;

    private KernelTrace(int socket, EventReader reader) {
        this.socket = socket;
        this.reader = reader;
    }

    static KernelTrace listen(Namespace namespace, IntFunction<String> links) throws IOException {
        var socket = namespace.inside(() -> Libc.socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER));
        Libc.setOption(socket, SOL_SOCKET, RECEIVE_BUFFER_FORCE, 64 << 20);
        // Without a port of its own the socket counts as the kernel's and gets no copy.
        var anyPort = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder()).putShort((short) AF_NETLINK);
        Libc.bind(socket, anyPort.array());
        Libc.setOption(socket, SOL_NETLINK, ADD_MEMBERSHIP, GROUP_NFTRACE);
        return new KernelTrace(socket, new EventReader(links));
    }

    /// {@return all events up to the first silence of so many milliseconds}
    List<Event> untilSilent(int milliseconds) throws IOException {
        var events = new ArrayList<Event>();
        while (Libc.awaitInput(socket, milliseconds)) {
            var length = Libc.receive(socket, buffer, MemorySegment.NULL);
            while (length >= 0) {
                read(length, events);
                length = Libc.receive(socket, buffer, MemorySegment.NULL);
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        Libc.close(socket);
        arena.close();
    }

    private void read(int length, List<Event> events) {
        var datagram = ByteBuffer.wrap(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE))
                .order(ByteOrder.nativeOrder());
        while (datagram.remaining() >= HEADER) {
            var start = datagram.position();
            var size = datagram.getInt(start);
            if ((datagram.getShort(start + 4) & 0xffff) == MSG_TRACE) {
                events.add(reader.read(datagram.slice(start + HEADER, size - HEADER)));
            }
            datagram.position(Math.min(datagram.limit(), start + (size + 3 & ~3)));
        }
    }
}
