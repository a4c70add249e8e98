package org.nftrace.kernel;

import java.util.List;

/// All that the kernel traced of one packet, in the order in which it happened; the events of [Watch] are among it.
public record Passage(List<Event> events) {

    public Passage {
        events = List.copyOf(events);
    }

    /// {@return the rules and policies that `nft monitor trace` prints for the packet}
    public List<PathLine> path() {
        return events.stream()
                .filter(event -> !isWatch(event) && event.kind() != Event.Kind.END)
                .map(Event::line)
                .toList();
    }

    /// {@return the packet as the trace shows it, once for each base chain}
    public List<Sighting> sightings() {
        return events.stream()
                .filter(event -> !isWatch(event))
                .flatMap(event -> event.seen().flatMap(seen -> Sighting.of(event, seen)).stream())
                .toList();
    }

    /// {@return the hooks that the packet came to, in order, as `ip prerouting` or `bridge forward`}
    public List<String> hooks() {
        return events.stream()
                .filter(Passage::tellsHook)
                .map(event -> event.hookFamily() + " " + event.chain())
                .toList();
    }

    /// {@return whether it is the harness's own message that the packet came to a hook, as it is there}
    public static boolean tellsHook(Event event) {
        return isWatch(event) && event.seen().isPresent();
    }

    /// {@return whether it passed the last chain of input, conntrack's confirm included}
    public boolean delivered() {
        return events.stream().anyMatch(event -> isWatch(event) && event.chain().equals("delivered"));
    }

    public static boolean isWatch(Event event) {
        return event.table().equals(Watch.TABLE);
    }
}
