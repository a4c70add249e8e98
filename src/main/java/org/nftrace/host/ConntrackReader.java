package org.nftrace.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.nftrace.host.ConntrackEntry.Tuple;
import org.nftrace.net.Address;
import org.nftrace.text.Span;

/// Reads `conntrack -L` and /proc/net/nf_conntrack (ct_seq_show() in net/netfilter/nf_conntrack_standalone.c):
///
///     ipv4     2 tcp      6 431999 ESTABLISHED src=… dst=… sport=… dport=… src=… dst=… sport=… dport=… [ASSURED] mark=0 use=1
final class ConntrackReader {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(ipv[46]\\s+\\d+\\s+)?[a-z][a-z0-9-]*\\s+\\d+\\s.*\\bsrc=\\S+\\s+dst=.*", Pattern.DOTALL);
    private static final Pattern CLOSING = Pattern.compile("conntrack v[0-9.]+ .*", Pattern.DOTALL);

    private final Complaints complaints;

    private ConntrackReader(Complaints complaints) {
        this.complaints = complaints;
    }

    static boolean looksLikeOne(String line) {
        return LINE.matcher(line).matches();
    }

    static Host read(Span part, Complaints complaints) {
        var reader = new ConntrackReader(complaints);
        var entries = new ArrayList<ConntrackEntry>();
        for (Span line : new Lines(part)) {
            if (!CLOSING.matcher(line.text().strip()).matches()) {
                reader.readLine(line).ifPresent(entries::add);
            }
            if (complaints.areTooMany()) {
                break;
            }
        }
        return entries.isEmpty() ? Host.UNKNOWN : Host.UNKNOWN.withConnections(entries);
    }

    private Optional<ConntrackEntry> readLine(Span line) {
        var words = new Words(line, complaints);
        if (words.peek().startsWith("ipv")) {
            words.next();
            words.next();
        }
        words.next();
        OptionalInt protocol = words.small("a protocol number");
        var draft = new Draft();
        while (words.hasNext()) {
            draft.read(words.next().text());
        }
        var original = tuple(draft.original);
        var reply = tuple(draft.reply);
        if (protocol.isEmpty() || original.isEmpty() || reply.isEmpty()) {
            complaints.error(line, "a connection with 'src=' and 'dst=' of both directions was expected");
            return Optional.empty();
        }
        return Optional.of(new ConntrackEntry(
                protocol.getAsInt(),
                original.get(),
                reply.get(),
                draft.state,
                !draft.unreplied,
                draft.assured,
                draft.mark,
                draft.zone));
    }

    private static Optional<Tuple> tuple(Map<String, String> values) {
        var source = Address.parse(values.getOrDefault("src", ""));
        var destination = Address.parse(values.getOrDefault("dst", ""));
        if (source.isEmpty() || destination.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Tuple(
                source.get(),
                destination.get(),
                number(values, "sport"),
                number(values, "dport"),
                number(values, "type"),
                number(values, "code"),
                number(values, "id")));
    }

    private static OptionalInt number(Map<String, String> values, String key) {
        OptionalLong number = Numbers.parse(values.getOrDefault(key, ""));
        return number.isPresent() ? OptionalInt.of((int) (number.getAsLong() & 0xffff)) : OptionalInt.empty();
    }

    /// What the words so far have said; the second `src=` begins the reply.
    private static final class Draft {
        final Map<String, String> original = new HashMap<>();
        final Map<String, String> reply = new HashMap<>();
        String state = "";
        boolean unreplied;
        boolean assured;
        long mark;
        int zone;

        void read(String word) {
            int equals = word.indexOf('=');
            switch (equals < 0 ? word : word.substring(0, equals)) {
                case "[UNREPLIED]" -> unreplied = true;
                case "[ASSURED]" -> assured = true;
                case "mark" -> mark = Numbers.parse(word.substring(equals + 1)).orElse(0);
                case "zone" ->
                    zone = (int) (Numbers.parse(word.substring(equals + 1)).orElse(0) & 0xffff);
                case String key when equals > 0 -> put(key, word.substring(equals + 1));
                case String plain when plain.matches("[A-Z][A-Z0-9_]+") -> state = plain;
                case String _ -> {} // seconds left, flags of offloading
            }
        }

        private void put(String key, String value) {
            boolean second = original.containsKey("src") && (key.equals("src") || reply.containsKey("src"));
            (second ? reply : original).put(key, value);
        }
    }
}
