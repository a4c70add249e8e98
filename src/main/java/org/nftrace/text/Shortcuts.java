package org.nftrace.text;

import java.util.concurrent.Executor;

/// What a reader may do to be sooner done with a long text. None of it changes what is read.
///
/// @param byForm whether a line may be read as one of its form was
/// @param piece  how many characters are read ahead at once
/// @param second what runs that which reads ahead
public record Shortcuts(boolean byForm, int piece, Executor second) {
    private static final int USUAL_PIECE = 1 << 15;

    /// Every line is read as if it were the first.
    public static final Shortcuts NONE = new Shortcuts(false, Integer.MAX_VALUE, Runnable::run);

    /// All that this machine has a use for.
    public static Shortcuts usual() {
        return Runtime.getRuntime().availableProcessors() > 1
                ? new Shortcuts(true, USUAL_PIECE, Shortcuts::start)
                : new Shortcuts(true, Integer.MAX_VALUE, Runnable::run);
    }

    // What it could not read the first reader meets as well, and tells.
    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().uncaughtExceptionHandler((_, _) -> {}).start(task);
    }

    /// {@return the same for the one who reads ahead}
    public Shortcuts alone() {
        return new Shortcuts(byForm, Integer.MAX_VALUE, second);
    }
}
