package org.nftrace.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The frames of a file, one after the other.
interface Frames {
    /// Longer ones there are not: MAXIMUM_SNAPLEN of libpcap.
    int MOST_BYTES = 262_144;

    /// {@return the next frame; empty at the end of the file}
    Optional<Frame> next() throws IOException;

    /// {@return as many bytes as were asked for, in the file's order; empty at the end of the file}
    static Optional<ByteBuffer> read(InputStream in, int length, ByteOrder order) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length == 0 && length > 0) {
            return Optional.empty();
        }
        if (bytes.length < length) {
            throw new BrokenCapture("it ends within a frame");
        }
        return Optional.of(ByteBuffer.wrap(bytes).order(order));
    }

    /// {@return as many bytes as were asked for, which must be there}
    static ByteBuffer readAll(InputStream in, int length, ByteOrder order) throws IOException {
        return read(in, length, order).orElseThrow(() -> new BrokenCapture("it ends within a frame"));
    }
}
