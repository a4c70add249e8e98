package org.nftrace.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All the peers at once: puts frames on the far ends of the host's cables and takes off what comes (packet(7)).
final class FarEnds implements AutoCloseable {

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int ALL_PROTOCOLS = 0x0300;
    private static final int SOL_PACKET = 263;
    private static final int IGNORE_OUTGOING = 23;

    private final int socket;
    private final Map<Integer, String> links;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(1 << 16);
    private final MemorySegment sender = arena.allocate(20, 4);

    private FarEnds(int socket, Map<Integer, String> links) {
        this.socket = socket;
        this.links = links;
    }

    static FarEnds open(LiveWorld live) throws IOException {
        var socket = live.outside().inside(() -> Libc.socket(AF_PACKET, SOCK_RAW, ALL_PROTOCOLS));
        Libc.setOption(socket, SOL_PACKET, IGNORE_OUTGOING, 1);
        return new FarEnds(socket, live.farEnds());
    }

    void send(String link, byte[] frame) throws IOException {
        var index = links.entrySet().stream()
                .filter(entry -> entry.getValue().equals(link))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cable " + link))
                .getKey();
        var address = ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_PACKET)
                .putShort((short) 0)
                .putInt(index);
        Libc.send(socket, frame, address.array());
    }

    /// {@return what has come since the last time}
    List<Frame> received() throws IOException {
        var frames = new ArrayList<Frame>();
        var length = Libc.receive(socket, buffer, sender);
        while (length >= 0) {
            var link = links.get(sender.get(ValueLayout.JAVA_INT, 4));
            if (link != null && length >= 14) {
                frames.add(Frame.read(link, buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
            }
            length = Libc.receive(socket, buffer, sender);
        }
        return frames;
    }

    @Override
    public void close() throws IOException {
        Libc.close(socket);
        arena.close();
    }
}
