package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads what tells of a host, whatever it is: it is known by its content, not by the name of its file.
///
/// An input may be the output of one command, of several one after the other, with or without the pasted prompts,
/// or the file that `nftrace snapshot` gathers, of which the parts that tell of rules are passed over here.
public final class HostReader {
    private static final Pattern TABLE = Pattern.compile(".* table (\\S+).*");

    // A snapshot holds more than is read today.
    private static final Pattern OF_HOST =
            Pattern.compile("ip( -\\S+)* (addr|link|route|rule)\\b.*|bridge( -\\S+)* link"
                    + "|docker network inspect.*|conntrack -L.*|sysctl .*|cat /proc/net/nf_conntrack");

    private final Complaints complaints = new Complaints();
    private final List<Host> hosts = new ArrayList<>();

    private HostReader() {}

    public static ReadHost read(Source source) {
        var reader = new HostReader();
        if (Snapshot.isOne(source)) {
            reader.readSnapshot(Snapshot.read(source), source);
        } else {
            reader.readSegments(source.whole());
        }
        return new ReadHost(Hosts.merge(reader.hosts), reader.complaints.list());
    }

    private void readSnapshot(Snapshot snapshot, Source source) {
        if (!snapshot.isWhole()) {
            Span end = source.span(source.text().length(), source.text().length());
            complaints.warning(end, "the snapshot breaks off: its line '### nftrace: end' is missing");
        }
        for (var section : snapshot.sections()) {
            if (isOfHost(section.command()) && !section.failed()) {
                readSection(section);
            }
        }
    }

    private static boolean isOfHost(String command) {
        return OF_HOST.matcher(command).matches();
    }

    private void readSection(Snapshot.Section section) {
        if (section.body().text().isBlank()) {
            readNothing(section.command());
        } else {
            var kind = Segment.of(section.body()).stream()
                    .flatMap(s -> s.kind().stream())
                    .findFirst();
            read(new Segment(Optional.of(section.command()), kind, section.body()));
        }
    }

    private void readSegments(Span part) {
        var segments = Segment.of(part);
        if (segments.isEmpty()) {
            complaints.error(part.source().span(0, 0), "empty, but " + Kind.EXPECTED);
        }
        segments.forEach(this::read);
    }

    private void read(Segment segment) {
        var command = segment.command();
        var version = command.flatMap(HostReader::versionOf);
        Span body = segment.body();
        if (segment.kind().isEmpty()) {
            readUnknown(segment);
            return;
        }
        switch (segment.kind().get()) {
            case LINKS -> hosts.add(LinkListReader.read(body, complaints));
            case RULES -> hosts.add(RuleListReader.read(body, version, complaints));
            case CONNECTIONS -> hosts.add(ConntrackReader.read(body, complaints));
            case SYSCTLS -> hosts.add(SysctlReader.read(body, complaints));
            case ROUTES -> hosts.add(RouteListReader.read(body, command.flatMap(HostReader::tableOf), complaints));
            case JSON -> readJson(segment, version);
        }
    }

    private void readJson(Segment segment, Optional<Version> version) {
        var elements = new ArrayList<Json>();
        for (Json value : JsonReader.read(segment.body(), complaints)) {
            // With a version or a device asked for, 'ip -j' prints {} for what does not match.
            value.elements().stream().filter(e -> !isEmpty(e)).forEach(elements::add);
            if (value instanceof Json.Members && !isEmpty(value)) {
                elements.add(value);
            }
        }
        if (elements.isEmpty()) {
            return;
        }
        Json first = elements.getFirst();
        if (DockerReader.isOne(first)) {
            hosts.add(DockerReader.read(elements, complaints));
        } else if (LinkJsonReader.isOne(first)) {
            hosts.add(LinkJsonReader.read(elements, complaints));
        } else if (RuleJsonReader.isOne(first)) {
            hosts.add(RuleJsonReader.read(elements, version, segment.body(), complaints));
        } else if (RouteJsonReader.isOne(first)) {
            hosts.add(RouteJsonReader.read(elements, segment.command().flatMap(HostReader::tableOf), complaints));
        } else {
            complaints.error(first.span(), "found other JSON where " + Kind.EXPECTED);
        }
    }

    private static boolean isEmpty(Json value) {
        return value instanceof Json.Members members && members.all().isEmpty();
    }

    private void readUnknown(Segment segment) {
        if (segment.body().text().isBlank()) {
            segment.command().ifPresent(this::readNothing);
            return;
        }
        Span line = new Lines(segment.body()).iterator().next();
        String text = line.text().strip();
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        complaints.error(line, "found '" + shown + "' where " + Kind.EXPECTED);
    }

    // A command that printed nothing has told that there is nothing.
    private void readNothing(String command) {
        Kind.ofCommand(command).ifPresent(kind -> hosts.add(nothing(kind, command)));
    }

    private static Host nothing(Kind kind, String command) {
        Version version = versionOf(command).orElse(Version.V4);
        boolean all = command.endsWith(" table all");
        var table = new Told.Table(version, tableOf(command).orElse(Route.MAIN_TABLE));
        return switch (kind) {
            case ROUTES ->
                Host.UNKNOWN.withRoutes(
                        List.of(), new Told(false, Set.of(), all ? Set.of(version) : Set.of(), Set.of(table)));
            case CONNECTIONS -> Host.UNKNOWN.withConnections(List.of());
            case LINKS, RULES, SYSCTLS, JSON -> Host.UNKNOWN;
        };
    }

    private static Optional<Version> versionOf(String command) {
        if (command.contains(" -6")) {
            return Optional.of(Version.V6);
        }
        return command.startsWith("ip ") ? Optional.of(Version.V4) : Optional.empty();
    }

    private static Optional<String> tableOf(String command) {
        var matcher = TABLE.matcher(command);
        return matcher.matches() && !matcher.group(1).equals("all")
                ? Optional.of(RouteListing.tableName(matcher.group(1)))
                : Optional.empty();
    }
}
