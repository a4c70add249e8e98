package org.nftrace.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The frames of a pcap file, what `tcpdump -w` writes (draft-ietf-opsawg-pcap).
final class PcapFrames implements Frames {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int REST_OF_HEADER = 20;
    private static final int LINK_AT = 16;
    private static final int RECORD_HEADER = 16;
    private static final int LENGTH_AT = 8;
    // Above it stands whether frames end in a check sequence.
    private static final int LINK_BITS = 0xfff_ffff;

    private final InputStream in;
    private final ByteOrder order;
    private final int link;

    private PcapFrames(InputStream in, ByteOrder order) throws IOException {
        this.in = in;
        this.order = order;
        this.link = Frames.readAll(in, REST_OF_HEADER, order).getInt(LINK_AT) & LINK_BITS;
    }

    /// {@return the frames, if the file is of this kind}
    ///
    /// @param magic its first four bytes
    static Optional<Frames> of(ByteBuffer magic, InputStream in) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int number = magic.order(order).getInt(0);
            if (number == MICROSECONDS || number == NANOSECONDS) {
                return Optional.of(new PcapFrames(in, order));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Frame> next() throws IOException {
        var header = Frames.read(in, RECORD_HEADER, order);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        int length = header.get().getInt(LENGTH_AT);
        if (length < 0 || length > MOST_BYTES) {
            throw new BrokenCapture("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        return Optional.of(new Frame(link, Frames.readAll(in, length, ByteOrder.BIG_ENDIAN), Optional.empty()));
    }
}
