package org.nftrace.iptables;

import org.nftrace.text.Source;

/// Reads `iptables -L`.
final class ListingReader {
    ListingReader(Source source, Messages messages) {}

    void read(Output output, TableDraft table) {}
}
