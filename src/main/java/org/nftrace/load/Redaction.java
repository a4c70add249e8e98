package org.nftrace.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nftrace.net.Address;
import org.nftrace.net.AddressMap;
import org.nftrace.net.Prefix;

/// A dump with other addresses, so that it can be shown to others: the same rules, and the same verdicts for packets
/// with the addresses that stand for theirs.
///
/// Changed are IPv4, IPv6 and MAC addresses, comments, log prefixes and the names of containers, each the same wherever
/// it stands. Interfaces, ports, marks, the names of tables, chains and sets, and the host part of addresses in the
/// host's own networks stay: verdicts depend on them.
public final class Redaction {
    private static final Pattern V4 =
            Pattern.compile("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d)(?:/(\\d{1,2})(?!\\d))?");
    private static final Pattern V6 =
            Pattern.compile("(?<![\\w:.])[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*(?![\\w:])(?:/(\\d{1,3})(?!\\d))?");
    private static final Pattern MAC = Pattern.compile("(?<![\\w:])[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}(?![\\w:])");
    private static final Pattern RANGE =
            Pattern.compile("([0-9A-Fa-f.:]*[0-9A-Fa-f])(?:-| - )([0-9A-Fa-f:][0-9A-Fa-f.:]*[0-9A-Fa-f])");
    private static final Pattern CONNECTED =
            Pattern.compile("(?m)^\\s*inet6? (\\S+/\\d+)|^(\\d\\S*/\\d+|[0-9a-f:]+::?[0-9a-f:]*/\\d+) dev"
                    + " |\"(?:Subnet|IPv[46]Address)\": \"([^\"]+)\"");
    private static final Pattern WORDS =
            Pattern.compile("((?:--comment|comment|--log-prefix|--nflog-prefix|log prefix|prefix"
                    + "|\"Name\":|\"Hostname\":) )(\"(?:[^\"\\\\\\n]|\\\\.)*\"|(?<=--comment )[^\\s\"]+)");
    private static final int LEAST_CONNECTED = 16;

    private final AddressMap map;

    private Redaction(AddressMap map) {
        this.map = map;
    }

    /// {@return the text with other addresses: always the same ones for the same secret}
    public static String of(String text, byte[] secret) {
        return new Redaction(new AddressMap(secret, ordered(text))).redact(text);
    }

    // Ranges of addresses, and the networks that the host is in, whose first and last address mean something.
    private static List<Prefix> ordered(String text) {
        var ordered = new ArrayList<Prefix>();
        RANGE.matcher(text).results().forEach(r -> common(r).ifPresent(ordered::add));
        CONNECTED.matcher(text).results().forEach(r -> {
            for (int group = 1; group <= r.groupCount(); group++) {
                Optional.ofNullable(r.group(group))
                        .flatMap(Prefix::parse)
                        // In IPv6 the host part may tell the MAC address.
                        .filter(p -> p.address().isV4())
                        .filter(p -> p.length() >= LEAST_CONNECTED
                                && p.length() < p.address().width())
                        .ifPresent(p -> ordered.add(p.network()));
            }
        });
        return ordered;
    }

    private static Optional<Prefix> common(MatchResult range) {
        var first = Address.parse(range.group(1));
        var last = Address.parse(range.group(2));
        if (first.isEmpty()
                || last.isEmpty()
                || first.get().width() != last.get().width()) {
            return Optional.empty();
        }
        int length = first.get().commonBits(last.get());
        return Optional.of(new Prefix(first.get(), length).network());
    }

    private String redact(String text) {
        String words = WORDS.matcher(text).replaceAll(this::word);
        String four = V4.matcher(words).replaceAll(this::address);
        String six = V6.matcher(four).replaceAll(this::address);
        return MAC.matcher(six).replaceAll(m -> mac(m.group()));
    }

    // A network stays one: of its address, the bits behind its length are zero.
    private String address(MatchResult found) {
        var prefix = Prefix.parse(found.group());
        if (prefix.isEmpty()) {
            return Matcher.quoteReplacement(found.group());
        }
        Address address = prefix.get().address();
        Address other = map.of(address);
        int length = prefix.get().length();
        boolean isNetwork = address.equals(prefix.get().first());
        Address shown = isNetwork ? new Prefix(other, length).first() : other;
        return shown + (found.group(1) == null ? "" : "/" + length);
    }

    // What a comment says of its rule, a generator knows; nobody else does.
    private String word(MatchResult found) {
        String quoted = found.group(2);
        String inside = quoted.startsWith("\"") ? quoted.substring(1, quoted.length() - 1) : quoted;
        String other = inside.isBlank() ? inside : "text-" + Long.toHexString(map.of(inside) >>> 40);
        return Matcher.quoteReplacement(found.group(1) + (quoted.startsWith("\"") ? "\"" + other + "\"" : other));
    }

    // Group addresses, and the bits that say what kind it is, stay.
    private String mac(String text) {
        String[] bytes = text.toLowerCase(Locale.ROOT).split(":");
        int first = Integer.parseInt(bytes[0], 16);
        boolean isNone = Arrays.stream(bytes).allMatch(b -> Integer.parseInt(b, 16) == 0);
        if ((first & 1) == 1 || isNone) {
            return text;
        }
        var whole = Arrays.stream(bytes).map(b -> b.length() == 1 ? "0" + b : b).collect(Collectors.joining(":"));
        long other = map.of(whole);
        var mac = new StringBuilder("%02x".formatted(first));
        for (int shift = 32; shift >= 0; shift -= 8) {
            mac.append(':').append("%02x".formatted(other >>> shift & 255));
        }
        return mac.toString();
    }
}
