package org.nftrace.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Empties the connection table of the calling thread's network namespace, as `conntrack -F` does.
final class ConntrackFlush {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_NETFILTER = 12;
    private static final int CT_DELETE = 1 << 8 | 2;
    private static final int REQUEST = 1;

    private ConntrackFlush() {}

    static void run() throws KernelException {
        var socket = Libc.socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER);
        try {
            var message = ByteBuffer.allocate(20)
                    .order(ByteOrder.nativeOrder())
                    .putInt(20)
                    .putShort((short) CT_DELETE)
                    .putShort((short) REQUEST)
                    .array();
            Libc.send(socket, message, new byte[0]);
        } finally {
            Libc.close(socket);
        }
    }
}
