package org.nftrace.kernel.conformance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.Headers;
import org.nftrace.kernel.Passage;

/// A packet's addresses and ports where it comes to a hook, and where it has passed postrouting or input.
///
/// @param place `ip prerouting`, `bridge forward`, `ip6 sent`
/// @param from  empty where it cannot be told
/// @param sport absent where the protocol has none, or it cannot be told
record Sight(String place, String from, Optional<Integer> sport, String to, Optional<Integer> dport) {

    /// {@return what the harness's own chains saw at the hooks of bridges and of ip}
    static List<Sight> of(Passage passage) {
        return passage.events().stream()
                .filter(Passage::tellsHook)
                .filter(event -> !event.hookFamily().equals("netdev"))
                .flatMap(Sight::of)
                .toList();
    }

    private static Stream<Sight> of(Event event) {
        var headers = event.seen().flatMap(Event.Seen::headers);
        return headers.map(seen -> of(event.hookFamily() + " " + event.chain(), seen)).stream();
    }

    private static Sight of(String place, Headers seen) {
        return switch (seen.layer4()) {
            case Headers.Tcp tcp -> of(place, seen, Optional.of(tcp.sport()), Optional.of(tcp.dport()));
            case Headers.Ports ports -> of(place, seen, Optional.of(ports.sport()), Optional.of(ports.dport()));
            case Headers.Icmp _, Headers.Opaque _ -> of(place, seen, Optional.empty(), Optional.empty());
        };
    }

    private static Sight of(String place, Headers seen, Optional<Integer> sport, Optional<Integer> dport) {
        return new Sight(place, seen.source(), sport, seen.destination(), dport);
    }

    /// {@return whether both may be the same: what is not told is any}
    boolean fits(Sight other) {
        return place.equals(other.place)
                && fits(from, other.from)
                && fits(to, other.to)
                && fits(sport, other.sport)
                && fits(dport, other.dport);
    }

    private static boolean fits(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private static boolean fits(Optional<Integer> one, Optional<Integer> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    static boolean fit(List<Sight> told, List<Sight> seen) {
        if (told.size() != seen.size()) {
            return false;
        }
        for (int i = 0; i < told.size(); i++) {
            if (!told.get(i).fits(seen.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return place + " " + from + port(sport) + "->" + to + port(dport);
    }

    private static String port(Optional<Integer> port) {
        return port.map(number -> ":" + number).orElse("");
    }
}
