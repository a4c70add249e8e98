package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Family;

/// Finds an extension by its name.
public final class Extensions {
    private static final Map<String, List<Extension>> ALL = Stream.of(
                    Ports.all(),
                    Transport.all(),
                    Icmp.all(),
                    Conntrack.all(),
                    Addresses.all(),
                    Marks.all(),
                    Rates.all(),
                    Headers.all(),
                    Ipv6Headers.all(),
                    Links.all(),
                    Owners.all(),
                    Memory.all(),
                    Times.all(),
                    Contents.all(),
                    Sets.all(),
                    NatTargets.all(),
                    AnswerTargets.all(),
                    LogTargets.all(),
                    RewriteTargets.all(),
                    TrackTargets.all())
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Extension::name));

    private Extensions() {}

    /// {@return `-m name`, of this family before that of the other}
    public static Optional<Extension.OfMatch> match(String name, Family family) {
        return find(name, family, Extension.OfMatch.class);
    }

    /// {@return `-j NAME`, of this family before that of the other}
    public static Optional<Extension.OfTarget> target(String name, Family family) {
        return find(name, family, Extension.OfTarget.class);
    }

    /// {@return the match that `-p` brings along, when one of its options is used without `-m`}
    public static Optional<Extension.OfMatch> ofProtocol(int protocol, Family family) {
        String name = switch (protocol) {
            case 58 -> "icmp6";
            case 135 -> "mh";
            default -> Protocols.name(protocol);
        };
        return match(name, family);
    }

    /// {@return whether the family has a match of this name}
    public static boolean hasMatch(String name, Family family) {
        return match(name, family).filter(m -> m.reach().covers(family)).isPresent();
    }

    /// {@return the names of all matches, or of all targets, for messages}
    public static List<String> names(Class<? extends Extension> kind) {
        return ALL.values().stream()
                .flatMap(List::stream)
                .filter(kind::isInstance)
                .map(Extension::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static <T extends Extension> Optional<T> find(String name, Family family, Class<T> kind) {
        var found = new ArrayList<T>();
        for (Extension extension : ALL.getOrDefault(name, List.of())) {
            if (kind.isInstance(extension)) {
                found.add(kind.cast(extension));
            }
        }
        return found.stream()
                .filter(e -> e.reach().covers(family))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }
}
