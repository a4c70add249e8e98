package org.nftrace.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A program on the host that sends packets as they are, header included (raw(7), `IP_HDRINCL`).
final class LocalSocket implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_RAW = 255;
    private static final int SOL_SOCKET = 1;
    private static final int BROADCAST = 6;
    private static final int BIND_TO_DEVICE = 25;
    private static final int MARK = 36;
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int TRANSPARENT = 19;
    private static final int TRANSPARENT_V6 = 75;

    private final int socket;
    private final byte[] address;

    private LocalSocket(int socket, byte[] address) {
        this.socket = socket;
        this.address = address;
    }

    /// The socket is bound to the packet's source, where that may be: routing then asks by it.
    static LocalSocket open(Namespace host, Probe.Local origin, InetAddress source, InetAddress destination)
            throws IOException {
        var v6 = destination.getAddress().length == 16;
        var scope = v6 && destination.isLinkLocalAddress() && origin.out().isPresent()
                ? host.interfaceIndex(origin.out().get())
                : 0;
        var socket = host.inside(() -> Libc.socket(v6 ? AF_INET6 : AF_INET, SOCK_RAW, IPPROTO_RAW));
        Libc.setOption(socket, SOL_SOCKET, BROADCAST, 1);
        if (origin.mark() != 0) {
            Libc.setOption(socket, SOL_SOCKET, MARK, origin.mark());
        }
        if (origin.out().isPresent()) {
            Libc.setOption(
                    socket, SOL_SOCKET, BIND_TO_DEVICE, origin.out().get().getBytes(StandardCharsets.US_ASCII));
        }
        Libc.setOption(socket, v6 ? SOL_IPV6 : SOL_IP, v6 ? TRANSPARENT_V6 : TRANSPARENT, 1);
        if (!source.isMulticastAddress() && !source.isLinkLocalAddress() && !source.isAnyLocalAddress()) {
            bind(socket, v6 ? address6(source, 0) : address4(source));
        }
        return new LocalSocket(socket, v6 ? address6(destination, scope) : address4(destination));
    }

    private static void bind(int socket, byte[] source) {
        try {
            Libc.bind(socket, source);
        } catch (KernelException e) {
            // Nobody can be bound to a broadcast address, and who is not can send from it all the same.
            return;
        }
    }

    void send(byte[] packet) throws KernelException {
        Libc.send(socket, packet, address);
    }

    @Override
    public void close() throws KernelException {
        Libc.close(socket);
    }

    private static byte[] address4(InetAddress destination) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_INET)
                .putShort((short) 0)
                .put(destination.getAddress())
                .array();
    }

    private static byte[] address6(InetAddress destination, int scope) {
        return ByteBuffer.allocate(28)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_INET6)
                .putShort((short) 0)
                .putInt(0)
                .put(destination.getAddress())
                .putInt(scope)
                .array();
    }
}
