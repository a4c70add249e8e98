package org.nftrace.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few system calls that the JDK has no word for: network namespaces, packet, raw and netlink sockets.
///
/// Each call throws a [KernelException] with the error number where C would return -1.
@SuppressWarnings("restricted")
final class Libc {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY = 0;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle UNSHARE = function("unshare", JAVA_INT, JAVA_INT);
    private static final MethodHandle OPEN = function("open", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SENDTO =
            function("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVFROM =
            function("recvfrom", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle IF_NAMETOINDEX = function("if_nametoindex", JAVA_INT, ADDRESS);

    private Libc() {}

    /// Leaves the thread's network namespace for a new, empty one (`unshare(2)`); only this thread moves.
    static void unshareNetwork() throws KernelException {
        call("unshare", UNSHARE, CLONE_NEWNET);
    }

    static int open(String path) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            return (int) call("open " + path, OPEN, arena.allocateFrom(path), O_RDONLY);
        }
    }

    static void close(int descriptor) throws KernelException {
        call("close", CLOSE, descriptor);
    }

    static int socket(int domain, int type, int protocol) throws KernelException {
        return (int) call("socket", SOCKET, domain, type, protocol);
    }

    static void bind(int socket, byte[] address) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            call("bind", BIND, socket, bytes(arena, address), address.length);
        }
    }

    static void setOption(int socket, int level, int option, byte[] value) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            call("setsockopt", SETSOCKOPT, socket, level, option, bytes(arena, value), value.length);
        }
    }

    static void setOption(int socket, int level, int option, int value) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            call("setsockopt", SETSOCKOPT, socket, level, option, arena.allocateFrom(JAVA_INT, value), 4);
        }
    }

    static void send(int socket, byte[] data, byte[] address) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            var to = address.length == 0 ? MemorySegment.NULL : bytes(arena, address);
            call("sendto", SENDTO, socket, bytes(arena, data), (long) data.length, 0, to, address.length);
        }
    }

    /// Receives one message into `buffer` and its sender's address into `sender` (which may be empty), without
    /// waiting; {@return the number of bytes, or -1 when there is no message}
    static int receive(int socket, MemorySegment buffer, MemorySegment sender) throws KernelException {
        final int dontWait = 0x40;
        try (var arena = Arena.ofConfined()) {
            var from = sender.byteSize() == 0 ? MemorySegment.NULL : sender;
            var length = from.equals(MemorySegment.NULL)
                    ? MemorySegment.NULL
                    : arena.allocateFrom(JAVA_INT, (int) sender.byteSize());
            return (int) call("recvfrom", RECVFROM, socket, buffer, buffer.byteSize(), dontWait, from, length);
        } catch (KernelException e) {
            if (e.errno() == KernelException.EAGAIN) {
                return -1;
            }
            throw e;
        }
    }

    /// {@return whether a message came in within so many milliseconds}
    static boolean awaitInput(int socket, int milliseconds) throws KernelException {
        final short pollIn = 1;
        try (var arena = Arena.ofConfined()) {
            var entry = arena.allocate(8, 4);
            entry.set(JAVA_INT, 0, socket);
            entry.set(JAVA_INT, 4, pollIn);
            return call("poll", POLL, entry, 1L, milliseconds) > 0;
        }
    }

    static int interfaceIndex(String name) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            var index = (int) call("if_nametoindex " + name, IF_NAMETOINDEX, arena.allocateFrom(name));
            if (index == 0) {
                throw new KernelException("no interface " + name, 19);
            }
            return index;
        }
    }

    private static MemorySegment bytes(Arena arena, byte[] data) {
        return arena.allocateFrom(JAVA_BYTE, data);
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, parameters),
                Linker.Option.captureCallState("errno"));
    }

    private static long call(String what, MethodHandle function, Object... arguments) throws KernelException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var all = new Object[arguments.length + 1];
            all[0] = state;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            var result = ((Number) function.invokeWithArguments(all)).longValue();
            if (result == -1) {
                throw new KernelException(what, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (KernelException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(what, e);
        }
    }
}
