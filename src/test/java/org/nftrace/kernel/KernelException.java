package org.nftrace.kernel;

import java.io.IOException;

/// A system call said no. Its number tells which of the ways it was, as `errno(3)` lists them.
public final class KernelException extends IOException {

    private static final long serialVersionUID = 1L;

    /// Nothing there yet.
    static final int EAGAIN = 11;

    /// There is no such interface.
    static final int ENODEV = 19;

    private final int errno;

    KernelException(String call, int errno) {
        super(call + ": errno " + errno);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
