package org.nftrace.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lines of a long text that a second reader reads before the first comes to them. The second begins with the last, so
/// that they meet somewhere and hardly wait for each other.
///
/// It is offered what follows from a line alone, wherever that stands; the first takes it where he comes to that very
/// line, and reads himself what was left out: lines that say more than others, or wrong ones, of which he has to tell.
///
/// @param <R> what a line comes to
public final class Ahead<R> implements AutoCloseable {
    // A shorter text is read before a second thread has learnt to.
    private static final int LEAST = 32;

    private final int start;
    private final int end;
    private final int size;
    private final List<Piece<R>> pieces = new ArrayList<>();
    private boolean closed;
    private int current = -1;
    private List<Read<R>> here = List.of();
    private int next;

    /// What the line that begins at a place came to.
    public record Read<R>(int start, int end, R what) {}

    /// Reads what it can of some lines.
    @FunctionalInterface
    public interface Reader<R> {

        /// {@return lines of those that begin between two places, in their order}
        List<Read<R>> read(int from, int to);
    }

    private static final class Piece<R> {
        private boolean taken;
        private boolean done;
        private List<Read<R>> read = List.of();
    }

    private Ahead(int start, int end, int size) {
        this.start = start;
        this.end = end;
        this.size = size;
    }

    /// {@return what is never ahead}
    public static <R> Ahead<R> none() {
        return new Ahead<>(0, 0, 1);
    }

    /// {@return whether a stretch is long enough to be read ahead}
    public static boolean isWorthwhile(int start, int end, Shortcuts shortcuts) {
        return (end - start) / shortcuts.piece() >= LEAST;
    }

    /// Reads ahead from now on, until closed or met.
    public static <R> Ahead<R> of(int start, int end, Shortcuts shortcuts, Reader<R> reader) {
        var ahead = new Ahead<R>(start, end, shortcuts.piece());
        for (int at = start; at < end; at += shortcuts.piece()) {
            ahead.pieces.add(new Piece<>());
        }
        shortcuts.second().execute(() -> ahead.readFromTheLast(reader));
        return ahead;
    }

    private void readFromTheLast(Reader<R> reader) {
        for (int i = pieces.size() - 1; i >= 0 && take(i); i--) {
            List<Read<R>> read = List.of();
            try {
                int from = start + i * size;
                read = reader.read(from, Math.min(end, from + size));
            } finally {
                finish(i, read);
            }
        }
    }

    private synchronized boolean take(int index) {
        Piece<R> piece = pieces.get(index);
        boolean free = !piece.taken && !closed;
        piece.taken |= free;
        return free;
    }

    private synchronized void finish(int index, List<Read<R>> read) {
        pieces.get(index).read = read;
        pieces.get(index).done = true;
        notifyAll();
    }

    /// {@return what the line at a place came to, where that is known}
    public Optional<Read<R>> at(int place) {
        int index = place < start ? -1 : (place - start) / size;
        if (index != current) {
            current = index;
            next = 0;
            here = index >= 0 && index < pieces.size() ? enter(index) : List.of();
        }
        while (next < here.size() && here.get(next).start() < place) {
            next++;
        }
        return next < here.size() && here.get(next).start() == place ? Optional.of(here.get(next)) : Optional.empty();
    }

    // Of the pieces in front nobody asks any more.
    private synchronized List<Read<R>> enter(int index) {
        for (int i = index; i >= 0 && !pieces.get(i).taken; i--) {
            pieces.get(i).taken = true;
            pieces.get(i).done = true;
        }
        Piece<R> piece = pieces.get(index);
        await(piece);
        List<Read<R>> read = piece.read;
        piece.read = List.of();
        return read;
    }

    private synchronized void await(Piece<R> piece) {
        try {
            while (!piece.done) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            Interruption.check();
        }
    }

    /// Ends the reading ahead.
    @Override
    public synchronized void close() {
        closed = true;
    }
}
