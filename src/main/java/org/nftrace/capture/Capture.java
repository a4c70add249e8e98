package org.nftrace.capture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// The packets of a pcap or pcapng file, in its order. Of the file no more is in memory than a frame.
public final class Capture implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final Frames frames;
    private final Span name;
    private long read;
    private long others;

    private Capture(String name, InputStream in) throws IOException {
        this.name = new Source(name, "").whole();
        this.in = new BufferedInputStream(in, BUFFER);
        ByteBuffer magic = ByteBuffer.wrap(this.in.readNBytes(4)).order(ByteOrder.BIG_ENDIAN);
        if (magic.limit() < 4) {
            throw new BrokenCapture("it is no pcap or pcapng file");
        }
        Optional<Frames> found = PcapFrames.of(magic, this.in);
        this.frames = found.isPresent()
                ? found.get()
                : PcapngFrames.of(magic.order(ByteOrder.BIG_ENDIAN), this.in)
                        .orElseThrow(() -> new BrokenCapture("it is no pcap or pcapng file"));
    }

    /// @param name of the file, for messages
    public static Capture open(String name, InputStream in) throws IOException {
        return new Capture(name, in);
    }

    /// {@return the next packet of IPv4 or IPv6; empty at the end of the file}
    public Optional<PacketSpec> next() throws IOException {
        while (true) {
            Optional<Frame> frame = frame();
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            read++;
            Optional<Packet> packet = LinkHeader.packet(frame.get());
            if (packet.isPresent()) {
                return packet.map(p -> new PacketSpec(name, p, Optional.empty(), Set.of(), false, false));
            }
            others++;
        }
    }

    private Optional<Frame> frame() throws IOException {
        try {
            return frames.next();
        } catch (BrokenCapture e) {
            throw new BrokenCapture("after " + read + " frames: " + e.getMessage());
        }
    }

    /// {@return how many frames so far held no IP packet, and were left out}
    public long others() {
        return others;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
