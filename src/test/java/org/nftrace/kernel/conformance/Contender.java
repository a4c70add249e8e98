package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.kernel.Aftermath;
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
        ///
        /// @param after what is there after that packet
        default void saw(Outcome outcome, Aftermath after) throws IOException {}

        /// {@return what it claims to have told, where the kernel did beside the packet what nobody can foretell}
        default Told claimed(Told told, Outcome outcome) {
            return told;
        }

        @Override
        default void close() throws IOException {}
    }

    /// The way of a packet; several if it depends on what cannot be known. The kernel's has to be one of them.
    ///
    /// @param begun ways of which only the beginning is said
    /// @param because what kept it from saying one whole way, in any words
    /// @param sights the packet at the places that it comes to, where that is said
    record Told(
            List<List<PathLine>> ways, List<List<PathLine>> begun, List<String> because, Optional<List<Sight>> sights) {
        public Told(List<List<PathLine>> ways, List<List<PathLine>> begun, List<String> because) {
            this(ways, begun, because, Optional.empty());
        }

        public Told {
            sights = sights.map(List::copyOf);
            ways = List.copyOf(ways);
            begun = List.copyOf(begun);
            because = List.copyOf(because);
        }

        public static Told surely(List<PathLine> way) {
            return new Told(List.of(way), List.of(), List.of());
        }

        public static Told nothing(String... because) {
            return new Told(List.of(), List.of(List.of()), List.of(because));
        }

        /// {@return the same, held for beginnings only}
        public Told unfinished(String why) {
            var all = new ArrayList<>(begun);
            all.addAll(ways);
            var reasons = new ArrayList<>(because);
            reasons.add(why);
            return new Told(List.of(), all, reasons);
        }

        boolean isSure() {
            return ways.size() == 1 && begun.isEmpty();
        }

        boolean allows(Outcome outcome) {
            return allows(outcome.path())
                    && sights.filter(told -> !Sight.fit(told, Sight.of(outcome.passage())))
                            .isEmpty();
        }

        boolean allows(List<PathLine> way) {
            return ways.contains(way) || begun.stream().anyMatch(beginning -> begins(way, beginning));
        }

        private static boolean begins(List<PathLine> way, List<PathLine> beginning) {
            return way.size() >= beginning.size()
                    && way.subList(0, beginning.size()).equals(beginning);
        }
    }
}
