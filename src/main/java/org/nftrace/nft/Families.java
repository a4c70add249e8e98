package org.nftrace.nft;

import org.nftrace.grammar.NftParser.FamilyContext;
import org.nftrace.ir.Family;

/// The word that says of what family a table or an address is.
final class Families {
    private Families() {}

    static Family of(FamilyContext word, Places places) {
        for (Family family : Family.values()) {
            if (family.label().equals(word.getText())) {
                return family;
            }
        }
        throw new Unreadable(
                places.of(word),
                "'" + word.getText() + "' is no family, expected ip, ip6, inet, arp, bridge or netdev");
    }
}
