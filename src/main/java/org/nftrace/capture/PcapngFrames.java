package org.nftrace.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The frames of a pcapng file, what Wireshark writes (draft-ietf-opsawg-pcapng).
final class PcapngFrames implements Frames {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    // Type and length before a block, the length once more behind it.
    private static final int AROUND = 12;
    private static final int MOST_BLOCK = MOST_BYTES + 65_536;
    private static final int PACKET_HEADER = 20;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_FLAGS = 2;
    private static final int INBOUND = 1;
    private static final int MOST_INTERFACES = 65_536;

    private final InputStream in;
    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private record Interface(int link, int most, Optional<String> name) {}

    private PcapngFrames(InputStream in) throws IOException {
        this.in = in;
        section();
    }

    /// {@return the frames, if the file is of this kind}
    ///
    /// @param magic its first four bytes
    static Optional<Frames> of(ByteBuffer magic, InputStream in) throws IOException {
        return magic.getInt(0) == SECTION ? Optional.of(new PcapngFrames(in)) : Optional.empty();
    }

    // Interfaces are numbered anew in each section, whose bytes may stand in another order.
    private void section() throws IOException {
        ByteBuffer head = Frames.readAll(in, 8, ByteOrder.LITTLE_ENDIAN);
        if (head.getInt(4) != BYTE_ORDER) {
            head.order(ByteOrder.BIG_ENDIAN);
        }
        if (head.getInt(4) != BYTE_ORDER) {
            throw new BrokenCapture("a section of it does not say in which order bytes stand");
        }
        order = head.order();
        interfaces.clear();
        skip(length(head.getInt(0)) - AROUND);
    }

    @Override
    public Optional<Frame> next() throws IOException {
        while (true) {
            var type = Frames.read(in, 4, order);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            int kind = type.get().getInt(0);
            if (kind == SECTION) {
                section();
                continue;
            }
            int rest = length(Frames.readAll(in, 4, order).getInt(0)) - 8;
            Optional<Frame> frame = block(kind, rest);
            if (frame.isPresent()) {
                return frame;
            }
        }
    }

    private Optional<Frame> block(int kind, int rest) throws IOException {
        if (kind != INTERFACE && kind != OLD_PACKET && kind != SIMPLE_PACKET && kind != ENHANCED_PACKET) {
            skip(rest);
            return Optional.empty();
        }
        if (rest > MOST_BLOCK) {
            throw new BrokenCapture("a block of " + rest + " bytes");
        }
        ByteBuffer block = Frames.readAll(in, rest, order);
        block.limit(rest - 4);
        return switch (kind) {
            case INTERFACE -> {
                describe(block);
                yield Optional.empty();
            }
            case SIMPLE_PACKET -> Optional.of(simple(block));
            case OLD_PACKET ->
                Optional.of(packet(block, need(block, PACKET_HEADER).getShort(0) & 0xffff));
            default -> Optional.of(packet(block, need(block, PACKET_HEADER).getInt(0)));
        };
    }

    private void describe(ByteBuffer block) throws BrokenCapture {
        if (interfaces.size() == MOST_INTERFACES) {
            throw new BrokenCapture("more than " + MOST_INTERFACES + " interfaces");
        }
        int link = need(block, 8).getShort(0) & 0xffff;
        Optional<String> name = option(block, 8, OPTION_NAME)
                .map(text -> StandardCharsets.UTF_8.decode(text).toString());
        interfaces.add(new Interface(link, block.getInt(4), name));
    }

    private Frame simple(ByteBuffer block) throws BrokenCapture {
        Interface by = by(0);
        long length = Integer.toUnsignedLong(need(block, 4).getInt(0));
        long captured = by.most() == 0 ? length : Math.min(length, Integer.toUnsignedLong(by.most()));
        return new Frame(by.link(), slice(block, 4, (int) Math.min(captured, block.limit() - 4)), Optional.empty());
    }

    private Frame packet(ByteBuffer block, int number) throws BrokenCapture {
        Interface by = by(number);
        int length = block.getInt(12);
        if (length < 0 || length > block.limit() - PACKET_HEADER) {
            throw new BrokenCapture("a frame of " + Integer.toUnsignedString(length) + " bytes in a smaller block");
        }
        boolean cameIn = option(block, PACKET_HEADER + (length + 3 & ~3), OPTION_FLAGS)
                .filter(flags -> flags.remaining() >= 4 && (flags.getInt(flags.position()) & 3) == INBOUND)
                .isPresent();
        return new Frame(by.link(), slice(block, PACKET_HEADER, length), cameIn ? by.name() : Optional.empty());
    }

    private Interface by(int number) throws BrokenCapture {
        if (number < 0 || number >= interfaces.size()) {
            throw new BrokenCapture("a frame of an interface that it does not describe");
        }
        return interfaces.get(number);
    }

    private static ByteBuffer slice(ByteBuffer block, int from, int length) {
        return block.slice(from, length).order(ByteOrder.BIG_ENDIAN);
    }

    private Optional<ByteBuffer> option(ByteBuffer block, int from, int wanted) {
        int at = from;
        while (at + 4 <= block.limit()) {
            int code = block.getShort(at) & 0xffff;
            int length = block.getShort(at + 2) & 0xffff;
            if (code == 0 || at + 4 + length > block.limit()) {
                break;
            }
            if (code == wanted) {
                return Optional.of(block.slice(at + 4, length).order(order));
            }
            at += 4 + (length + 3 & ~3);
        }
        return Optional.empty();
    }

    private static ByteBuffer need(ByteBuffer block, int bytes) throws BrokenCapture {
        if (block.limit() < bytes) {
            throw new BrokenCapture("a block that is too short for what it is");
        }
        return block;
    }

    private static int length(int total) throws BrokenCapture {
        if (total < AROUND || (total & 3) != 0) {
            throw new BrokenCapture("a block of " + Integer.toUnsignedString(total) + " bytes");
        }
        return total;
    }

    private void skip(int bytes) throws IOException {
        if (bytes < 0) {
            throw new BrokenCapture("a block that is too short for what it is");
        }
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new BrokenCapture("it ends within a block");
        }
    }
}
