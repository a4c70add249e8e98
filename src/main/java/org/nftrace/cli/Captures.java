package org.nftrace.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.nftrace.capture.Capture;
import org.nftrace.packet.PacketSpec;

/// Packets that were described, and then those of the files of `--pcap`, one file after the other, up to the first that
/// cannot be read on.
final class Captures implements Iterator<PacketSpec>, AutoCloseable {
    private final Iterator<PacketSpec> described;
    private final List<Inputs.Opened> files;
    private final List<String> remarks = new ArrayList<>();
    private final long bytes;
    private int file;
    private long read;
    private Optional<Capture> open = Optional.empty();
    private Optional<PacketSpec> ahead;
    private Optional<Failure> failure = Optional.empty();

    /// @param files opened already, so that a name that is wrong is told before anything is traced
    Captures(Iterator<PacketSpec> described, List<Inputs.Opened> files) {
        this.described = described;
        this.files = List.copyOf(files);
        this.bytes = files.stream().mapToLong(Inputs.Opened::size).sum();
        this.ahead = take();
    }

    @Override
    public boolean hasNext() {
        return ahead.isPresent();
    }

    @Override
    public PacketSpec next() {
        PacketSpec next = ahead.orElseThrow(NoSuchElementException::new);
        ahead = take();
        return next;
    }

    /// {@return why it ended before the last file did}
    Optional<Failure> failure() {
        return failure;
    }

    /// {@return what of the files is no packet}
    List<String> remarks() {
        return remarks;
    }

    /// {@return how much of the files was read, 0 to 1; nothing where nobody knows how long they are}
    Optional<Double> part() {
        return bytes == 0 ? Optional.empty() : Optional.of(Math.min(1, (double) read / bytes));
    }

    private Optional<PacketSpec> take() {
        if (described.hasNext()) {
            return Optional.of(described.next());
        }
        while (file < files.size()) {
            Inputs.Opened from = files.get(file);
            try {
                if (open.isEmpty()) {
                    open = Optional.of(Capture.open(from.name(), new Counted(from.in())));
                }
                Optional<PacketSpec> next = open.get().next();
                if (next.isPresent()) {
                    return next;
                }
                finish(from);
            } catch (IOException e) {
                failure = Optional.of(new Failure("cannot read '" + from.name() + "': " + e.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void finish(Inputs.Opened from) throws IOException {
        long others = open.orElseThrow().others();
        if (others > 0) {
            remarks.add("'" + from.name() + "': frames without an IP packet, left out: " + others);
        }
        open.get().close();
        open = Optional.empty();
        file++;
    }

    @Override
    public void close() {
        for (Inputs.Opened left : files) {
            try {
                left.in().close();
            } catch (IOException e) {
                remarks.add("'" + left.name() + "': " + e.getMessage());
            }
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            read += octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            read += Math.max(0, count);
            return count;
        }
    }
}
