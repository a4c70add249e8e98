package org.nftrace.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.nftrace.packet.PacketLines;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

/// Packets that were described: those of `--packet`, then those of the files of `--packets`, which are read on as their
/// packets are asked for.
final class Descriptions implements Iterator<PacketSpec> {
    // So many are read before the first is traced: mistakes in a file of usual length are told first.
    private static final int AHEAD = 4096;

    private final Queue<PacketSpec> read = new ArrayDeque<>();
    private final Queue<Inputs.Opened> files;
    private List<Diagnostic> mistakes = new ArrayList<>();
    private boolean broken;
    private Optional<LongText> open = Optional.empty();
    private PacketLines lines = new PacketLines();
    private Optional<Failure> failure = Optional.empty();

    Descriptions(List<PacketSpec> described, List<Diagnostic> mistakes, List<Inputs.Opened> files) throws Failure {
        this.read.addAll(described);
        this.files = new ArrayDeque<>(files);
        tell(mistakes);
        while (read.size() < AHEAD && !isAtEnd()) {
            readOn();
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (read.isEmpty() && !isAtEnd()) {
                readOn();
            }
        } catch (Failure e) {
            failure = Optional.of(e);
            files.clear();
            open = Optional.empty();
        }
        return !read.isEmpty();
    }

    @Override
    public PacketSpec next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return read.remove();
    }

    /// {@return the mistakes that were met since this was asked last}
    List<Diagnostic> mistakes() {
        List<Diagnostic> met = mistakes;
        mistakes = met.isEmpty() ? met : new ArrayList<>();
        return met;
    }

    /// {@return whether there was any mistake so far}
    boolean isBroken() {
        return broken;
    }

    /// {@return why it ended before the last file did}
    Optional<Failure> failure() {
        return failure;
    }

    private void tell(List<Diagnostic> met) {
        mistakes.addAll(met);
        broken |= !met.isEmpty();
    }

    private boolean isAtEnd() {
        return open.isEmpty() && files.isEmpty();
    }

    private void readOn() throws Failure {
        if (open.isEmpty()) {
            open = Optional.of(new LongText(files.remove()));
            lines = new PacketLines();
        }
        LongText file = open.get();
        Optional<Source> part = lines.isOver() ? Optional.empty() : file.next();
        if (part.isPresent()) {
            var packets = lines.read(part.get());
            read.addAll(packets.packets());
            tell(packets.diagnostics());
        } else {
            file.close();
            open = Optional.empty();
        }
    }
}
