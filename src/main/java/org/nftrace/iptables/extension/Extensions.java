package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.iptables.extension.Extension.OfMatch;
import org.nftrace.iptables.extension.Extension.OfTarget;
import org.nftrace.ir.Family;

/// Finds an extension by its name.
public final class Extensions {
    private static final List<Extension> IN_ORDER = Stream.of(
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
            .toList();
    private static final Map<String, List<Extension>> ALL =
            IN_ORDER.stream().collect(Collectors.groupingBy(Extension::name));
    private static final Map<Family, List<OfMatch>> MATCHES = ofFamilies(OfMatch.class);
    private static final Map<Family, List<OfTarget>> TARGETS = ofFamilies(OfTarget.class);

    private Extensions() {}

    /// {@return `-m name`, of this family before that of the other}
    public static Optional<OfMatch> match(String name, Family family) {
        return find(name, family, OfMatch.class);
    }

    /// {@return `-j NAME`, of this family before that of the other}
    public static Optional<OfTarget> target(String name, Family family) {
        return find(name, family, OfTarget.class);
    }

    /// {@return the match that `-p` brings along, when one of its options is used without `-m`}
    public static Optional<OfMatch> ofProtocol(int protocol, Family family) {
        String name = switch (protocol) {
            case 58 -> "icmp6";
            case 135 -> "mh";
            default -> Protocols.name(protocol);
        };
        return match(name, family);
    }

    /// {@return the matches of a family, that of the rule's protocol first}
    static List<OfMatch> matches(Context context) {
        var all = MATCHES.get(context.family());
        return context.protocol().isPresent()
                ? ofProtocol(context.protocol().getAsInt(), context.family())
                        .map(first ->
                                Stream.concat(Stream.of(first), all.stream()).toList())
                        .orElse(all)
                : all;
    }

    static List<OfTarget> targets(Family family) {
        return TARGETS.get(family);
    }

    private static <T extends Extension> Map<Family, List<T>> ofFamilies(Class<T> kind) {
        return Stream.of(Family.IP, Family.IP6)
                .collect(Collectors.toUnmodifiableMap(
                        family -> family,
                        family -> IN_ORDER.stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .filter(extension -> extension.reach().covers(family))
                                .toList()));
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
        Optional<T> found = Optional.empty();
        for (Extension extension : ALL.getOrDefault(name, List.of())) {
            if (kind.isInstance(extension)) {
                if (extension.reach().covers(family)) {
                    return Optional.of(kind.cast(extension));
                }
                found = found.or(() -> Optional.of(kind.cast(extension)));
            }
        }
        return found;
    }
}
