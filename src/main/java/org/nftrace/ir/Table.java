package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.text.Span;

/// `table inet filter { … }` · `*filter … COMMIT`.
///
/// @param flags `dormant`, `owner`, `persist`: a dormant table's chains are not registered, but its `ct` rules still
/// switch tracking on
/// @param notice what a generator says of the table in the dump: `managed by iptables-nft, do not touch!`
public record Table(
        Span span,
        Family family,
        String name,
        Origin origin,
        Set<Flag> flags,
        Optional<String> comment,
        Optional<String> notice,
        OptionalLong handle,
        List<StatefulObject> objects,
        List<NamedSet> sets,
        List<Flowtable> flowtables,
        List<Chain> chains) {

    /// Who holds the table in the kernel, and who tells of it. nft rules and those of iptables-nft live in nf_tables;
    /// iptables-legacy has its own tables, which run at the same hooks.
    public enum Origin {
        /// nf_tables, as nft lists it
        NFT,
        /// nf_tables, as iptables-nft shows it
        IPTABLES_NFT,
        /// ip_tables and ip6_tables
        LEGACY,
        /// as some iptables shows it; which one, the dump does not say
        XTABLES
    }

    public enum Flag {
        DORMANT,
        OWNER,
        PERSIST
    }

    public Table {
        flags = Set.copyOf(flags);
        objects = List.copyOf(objects);
        sets = List.copyOf(sets);
        flowtables = List.copyOf(flowtables);
        chains = List.copyOf(chains);
    }

    /// {@return the same table with these chains}
    public Table withChains(List<Chain> others) {
        return with(sets, others);
    }

    /// {@return the same table with these sets and chains}
    public Table with(List<NamedSet> otherSets, List<Chain> others) {
        return new Table(
                span, family, name, origin, flags, comment, notice, handle, objects, otherSets, flowtables, others);
    }

    /// {@return what nft names the table by: `ip filter`}
    public String label() {
        return family.label() + " " + name;
    }

    /// {@return what nft names a chain of the table by: `ip filter FORWARD`}
    public String label(Chain chain) {
        return label() + " " + chain.name();
    }

    public Optional<Chain> chain(String chainName) {
        return chains.stream().filter(c -> c.name().equals(chainName)).findFirst();
    }

    public Optional<NamedSet> set(String setName) {
        return sets.stream().filter(s -> s.name().equals(setName)).findFirst();
    }
}
