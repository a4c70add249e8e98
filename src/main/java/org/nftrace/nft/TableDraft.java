package org.nftrace.nft;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.ir.Flowtable;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// A table while it is read: a file may open it several times.
final class TableDraft {
    private static final Set<String> IPTABLES = Set.of("filter", "nat", "mangle", "raw", "security", "broute");

    private final Family family;
    private final String name;
    private final Map<String, ChainDraft> chains = new LinkedHashMap<>();
    private final Map<String, NamedSet> sets = new LinkedHashMap<>();
    private final Map<String, StatefulObject> objects = new LinkedHashMap<>();
    private final Map<String, Flowtable> flowtables = new LinkedHashMap<>();
    private final Set<Table.Flag> flags = EnumSet.noneOf(Table.Flag.class);
    private final DeclaredSets declared;
    private Span span;
    private Optional<String> comment = Optional.empty();
    private Optional<String> notice = Optional.empty();
    private OptionalLong handle = OptionalLong.empty();
    private int anonymous;

    TableDraft(Span span, Family family, String name) {
        this(span, family, name, new DeclaredSets());
    }

    private TableDraft(Span span, Family family, String name, DeclaredSets declared) {
        this.span = span;
        this.family = family;
        this.name = name;
        this.declared = declared;
    }

    /// {@return one in which rules mean the same, where nothing of this one is changed}
    TableDraft withoutChains() {
        return new TableDraft(span, family, name, declared.soFar());
    }

    Family family() {
        return family;
    }

    /// {@return whether iptables-nft has a table of this name}
    boolean isOfIptables() {
        return family != Family.INET && family != Family.NETDEV && IPTABLES.contains(name);
    }

    Span span() {
        return span;
    }

    void endsAt(Span end) {
        span = span.to(end);
    }

    void handle(OptionalLong found) {
        handle = found.isPresent() ? found : handle;
    }

    void notice(String text) {
        notice = Optional.of(text);
    }

    void comment(String text) {
        comment = Optional.of(text);
    }

    void flag(Table.Flag flag) {
        flags.add(flag);
    }

    DeclaredSets declared() {
        return declared;
    }

    /// {@return the chain of that name, new if it was not there}
    ChainDraft chain(String chainName, Span at, OptionalLong chainHandle) {
        ChainDraft chain = chains.computeIfAbsent(chainName, n -> new ChainDraft(at, n, false, chainHandle));
        chain.handle(chainHandle);
        return chain;
    }

    /// {@return a chain that stands inside a rule, named as the kernel names it}
    ChainDraft anonymousChain(Span at) {
        var chain = new ChainDraft(at, "__chain" + anonymous++, true, OptionalLong.empty());
        chains.put(chain.name(), chain);
        return chain;
    }

    void removeChain(String chainName) {
        chains.remove(chainName);
    }

    void flush() {
        chains.values().forEach(chain -> chain.rules().clear());
    }

    Optional<NamedSet> set(String setName) {
        return Optional.ofNullable(sets.get(setName));
    }

    void put(NamedSet set) {
        sets.put(set.name(), set);
        declared.put(set);
    }

    void removeSet(String setName) {
        sets.remove(setName);
    }

    // A counter and a quota may have one name.
    void put(StatefulObject object) {
        objects.put(object.kind() + " " + object.name(), object);
    }

    void put(Flowtable flowtable) {
        flowtables.put(flowtable.name(), flowtable);
    }

    Table table() {
        return new Table(
                span,
                family,
                name,
                Table.Origin.NFT,
                flags,
                comment,
                notice,
                handle,
                List.copyOf(objects.values()),
                List.copyOf(sets.values()),
                List.copyOf(flowtables.values()),
                chains.values().stream().map(ChainDraft::chain).toList());
    }
}
