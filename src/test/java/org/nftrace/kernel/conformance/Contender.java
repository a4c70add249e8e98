package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.List;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.Probe;

/// Somebody who says which way packets go, without sending them.
public interface Contender {

    /// Begins to think about one host, without any connections.
    Talk begin(Evidence evidence) throws IOException;

    /// Packets of one host, one after the other: what the first did to connections holds for the next.
    @FunctionalInterface
    interface Talk extends AutoCloseable {
        Told tell(Probe probe) throws IOException;

        /// What the kernel did with the packet that was just told of: a source port that it took at random, for
        /// instance, can be used for the next packets, but cannot be foretold.
        default void saw(Outcome outcome) throws IOException {}

        @Override
        default void close() throws IOException {}
    }

    /// The way of a packet; several if it depends on what cannot be known, none if nothing is said. The kernel's has to
    /// be one of them.
    record Told(List<List<PathLine>> ways) {
        public Told {
            ways = List.copyOf(ways);
        }

        public static Told surely(List<PathLine> way) {
            return new Told(List.of(way));
        }

        public static Told nothing() {
            return new Told(List.of());
        }

        boolean allows(List<PathLine> way) {
            return ways.isEmpty() || ways.contains(way);
        }
    }
}
