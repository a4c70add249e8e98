package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A link while its lines are being read.
final class LinkDraft {
    final String name;
    OptionalInt index = OptionalInt.empty();
    boolean up = true;
    OptionalLong mac = OptionalLong.empty();
    final List<LinkAddress> addresses = new ArrayList<>();
    Optional<String> master = Optional.empty();
    Optional<String> kind = Optional.empty();
    Optional<Boolean> hairpin = Optional.empty();

    LinkDraft(String name) {
        this.name = name;
    }

    Link link() {
        return new Link(name, index, up, mac, addresses, master, kind, hairpin);
    }
}
