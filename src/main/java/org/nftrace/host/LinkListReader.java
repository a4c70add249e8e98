package org.nftrace.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.host.LinkAddress.Scope;
import org.nftrace.net.Prefix;
import org.nftrace.text.Span;

/// Reads `ip addr`, `ip -o addr`, `ip -d link` and `bridge -d link` (ip-address(8), ip-link(8), bridge(8)).
final class LinkListReader {
    // 2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 … master br0 …
    private static final Pattern HEADER =
            Pattern.compile("\\s*(\\d{1,9}):\\s+([^\\s:@]+)(?:@[^\\s:]*)?:\\s+<([^>]*)>(.*)", Pattern.DOTALL);
    // 2: eth0    inet 10.0.0.1/24 …
    private static final Pattern ONE_LINE =
            Pattern.compile("\\s*(\\d{1,9}):\\s+([^\\s:@]+)(?:@\\S*)?\\s+(inet6?)\\s.*", Pattern.DOTALL);
    // eth0@if5         UP             10.0.0.1/24 fe80::1/64
    private static final Pattern BRIEF = Pattern.compile(
            "\\s*([^\\s:@]+)(?:@\\S*)?\\s+(?:UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT|NOTPRESENT|TESTING)(\\s.*)?",
            Pattern.DOTALL);
    private static final Set<String> KINDS = Set.of(
            "bridge",
            "bond",
            "dummy",
            "veth",
            "vlan",
            "vxlan",
            "macvlan",
            "macvtap",
            "ipvlan",
            "ipvtap",
            "tun",
            "vrf",
            "wireguard",
            "gre",
            "gretap",
            "ip6gre",
            "ip6gretap",
            "ipip",
            "ip6tnl",
            "sit",
            "vti",
            "vti6",
            "xfrm",
            "geneve",
            "team",
            "ifb",
            "netkit",
            "macsec",
            "nlmon",
            "vcan",
            "can",
            "ipoib",
            "hsr",
            "batadv",
            "erspan",
            "ip6erspan");

    private static final Set<String> DETAILS = Set.of(
            "valid_lft", "altname", "alias", "bridge_slave", "bond_slave", "vrf_slave", "vf", "RX:", "TX:", "hairpin");
    private static final Set<String> PORT_STATES =
            Set.of("disabled", "listening", "learning", "forwarding", "blocking");

    private final LinkListing listing = new LinkListing();
    private final Complaints complaints;
    private Optional<LinkDraft> current = Optional.empty();

    private LinkListReader(Complaints complaints) {
        this.complaints = complaints;
    }

    static boolean looksLikeOne(String line) {
        return HEADER.matcher(line).matches()
                || ONE_LINE.matcher(line).matches()
                || BRIEF.matcher(line).matches();
    }

    static Host read(Span part, Complaints complaints) {
        var reader = new LinkListReader(complaints);
        for (Span line : new Lines(part)) {
            reader.readLine(line);
            if (complaints.areTooMany()) {
                break;
            }
        }
        return reader.listing.host();
    }

    private void readLine(Span line) {
        Matcher header = HEADER.matcher(line.text());
        if (header.matches()) {
            readHeader(header, line);
        } else if (ONE_LINE.matcher(line.text()).matches()) {
            readOneLine(line);
        } else if (BRIEF.matcher(line.text()).matches()) {
            readBrief(line);
        } else if (current.isPresent()) {
            readDetail(current.get(), line);
        } else {
            readStray(line);
        }
    }

    private void readHeader(Matcher header, Span line) {
        LinkDraft link = listing.link(header.group(2));
        link.index = OptionalInt.of(Integer.parseInt(header.group(1)));
        link.up = List.of(header.group(3).split(",")).contains("UP");
        current = Optional.of(link);
        readWords(link, wordsFrom(line, header.start(4)));
    }

    private void readOneLine(Span line) {
        Matcher matcher = ONE_LINE.matcher(line.text());
        if (matcher.matches()) {
            LinkDraft link = listing.link(matcher.group(2));
            link.index = OptionalInt.of(Integer.parseInt(matcher.group(1)));
            // Behind the '\' stands what would be the next line: how long the address is valid.
            int stop = line.text().indexOf('\\');
            Span kept = stop < 0 ? line : line.source().span(line.start(), line.start() + stop);
            readAddress(link, wordsFrom(kept, matcher.end(3)));
        }
    }

    private void readAddress(LinkDraft link, Words words) {
        AddressReader.read(words).ifPresentOrElse(link.addresses::add, listing::miss);
    }

    // 'ip -br' leaves out whether the link was set up; 'ip -br link' shows it among the flags.
    private void readBrief(Span line) {
        Matcher matcher = BRIEF.matcher(line.text());
        if (!matcher.matches()) {
            return;
        }
        LinkDraft link = listing.link(matcher.group(1));
        var words = wordsFrom(line, matcher.end(1));
        while (words.hasNext()) {
            String word = words.peek();
            var prefix = Prefix.parse(word);
            if (prefix.isPresent()) {
                words.next();
                var peer = words.skip("peer") ? words.prefix() : Optional.<Prefix>empty();
                var scope = link.name.equals("lo")
                        ? Scope.HOST
                        : prefix.get().address().isLinkLocal() ? Scope.LINK : Scope.GLOBAL;
                link.addresses.add(AddressReader.of(prefix.get(), peer, Optional.empty(), scope, Set.of()));
            } else if (word.startsWith("<")) {
                listing.hasNoAddresses();
                link.up = List.of(word.replaceAll("[<>]", "").split(",")).contains("UP");
                words.next();
            } else {
                words.next();
            }
        }
    }

    private void readDetail(LinkDraft link, Span line) {
        var words = new Words(line, complaints);
        String first = words.peek();
        if (first.equals("inet") || first.equals("inet6")) {
            words.next();
            readAddress(link, words);
        } else if (KINDS.contains(first) || DETAILS.contains(first) || first.startsWith("link/") || isIndented(line)) {
            readWords(link, words);
        } else {
            readStray(line);
        }
    }

    // The other details of a link say nothing of a packet's way.
    private void readWords(LinkDraft link, Words words) {
        while (words.hasNext()) {
            String word = words.next().text();
            switch (word) {
                case "master" -> link.master = Optional.of(words.text("an interface name"));
                case "state" -> readState(words.next().text());
                case "mode" -> listing.hasNoAddresses();
                case "hairpin" -> link.hairpin = Optional.of(words.next().text().equals("on"));
                case "altname", "alias", "valid_lft" -> {
                    return;
                }
                case String other when other.startsWith("link/") -> readLinkLayer(link, words);
                case String other -> readKind(link, other);
            }
        }
    }

    // The state of a link is UP or DOWN, that of a bridge port, which 'bridge link' prints, one of the protocol's.
    private void readState(String state) {
        if (PORT_STATES.contains(state)) {
            listing.hasNoAddresses();
        }
    }

    private void readLinkLayer(LinkDraft link, Words words) {
        listing.hasLinkLayer();
        link.mac = Numbers.parseMac(words.next().text());
    }

    private void readKind(LinkDraft link, String word) {
        if (link.kind.isEmpty() && KINDS.contains(word)) {
            link.kind = Optional.of(word);
        }
    }

    private void readStray(Span line) {
        complaints.error(line, "found '" + shown(line) + "' where a line like '2: eth0: <UP> …' was expected");
        listing.miss();
    }

    private static boolean isIndented(Span line) {
        return line.text().charAt(0) <= ' ';
    }

    private Words wordsFrom(Span line, int offset) {
        return new Words(line.source().span(line.start() + offset, line.end()), complaints);
    }

    private static String shown(Span line) {
        String text = line.text().strip();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
