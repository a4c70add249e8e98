package org.nftrace.host;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads `ip -j addr`, `ip -j -d link` and `bridge -j link`: a list of objects with `"ifname"`.
final class LinkJsonReader {
    private static final Set<String> FLAGS = Set.of("secondary", "noprefixroute", "tentative");

    private final LinkListing listing = new LinkListing();
    private final JsonValues values;

    private LinkJsonReader(Complaints complaints) {
        this.values = new JsonValues(complaints);
    }

    static boolean isOne(Json element) {
        return element.has("ifname") && (element.has("flags") || element.has("addr_info"));
    }

    static Host read(List<Json> elements, Complaints complaints) {
        var reader = new LinkJsonReader(complaints);
        elements.forEach(e -> e.text("ifname").ifPresent(name -> reader.readLink(name, e)));
        return reader.listing.host();
    }

    private void readLink(String name, Json element) {
        LinkDraft link = listing.link(name);
        values.number(element, "ifindex").ifPresent(i -> link.index = OptionalInt.of((int) i));
        link.up = element.list("flags").isEmpty()
                || element.list("flags").stream().anyMatch(f -> f.word().equals("UP"));
        link.master = element.text("master").or(() -> link.master);
        element.text("address").ifPresent(a -> link.mac = Numbers.parseMac(a));
        element.get("linkinfo").ifPresent(info -> readInfo(link, info));
        element.text("hairpin").ifPresent(_ -> link.hairpin = Optional.of(element.isTrue("hairpin")));
        if (element.has("link_type")) {
            listing.hasLinkLayer();
        }
        if (!element.has("addr_info")) {
            listing.hasNoAddresses();
        }
        element.list("addr_info").forEach(a -> readAddress(link, a));
    }

    private static void readInfo(LinkDraft link, Json info) {
        link.kind = info.text("info_kind").or(() -> link.kind);
        info.get("info_slave_data")
                .filter(d -> d.has("hairpin"))
                .ifPresent(d -> link.hairpin = Optional.of(d.isTrue("hairpin")));
    }

    private void readAddress(LinkDraft link, Json info) {
        var flags = new HashSet<String>();
        FLAGS.stream().filter(info::isTrue).forEach(flags::add);
        values.prefix(info, "local", "prefixlen")
                .map(own -> AddressReader.of(
                        own,
                        values.prefix(info, "address", "prefixlen"),
                        values.address(info, "broadcast"),
                        AddressReader.scopeOf(info.text("scope").orElse("global")),
                        flags))
                .ifPresentOrElse(link.addresses::add, listing::miss);
    }
}
