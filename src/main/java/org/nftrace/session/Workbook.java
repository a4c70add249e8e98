package org.nftrace.session;

import java.util.List;
import java.util.Set;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.net.Address;
import org.nftrace.text.Source;

/// What is loaded: dumps, what tells of the host, and what was read of both.
///
/// @param local addresses that were said to be the host's own
public record Workbook(List<Source> dumps, List<Source> facts, Set<Address> local, Loaded loaded) {
    public static final Workbook EMPTY = of(List.of(), List.of(), Set.of());

    public Workbook {
        dumps = List.copyOf(dumps);
        facts = List.copyOf(facts);
        local = Set.copyOf(local);
    }

    static Workbook of(List<Source> dumps, List<Source> facts, Set<Address> local) {
        return new Workbook(dumps, facts, local, Loader.load(dumps, facts));
    }

    Workbook withDumps(List<Source> changed) {
        return of(changed, facts, local);
    }

    Workbook withFacts(List<Source> changed) {
        return of(dumps, changed, local);
    }

    Workbook withLocal(Set<Address> changed) {
        return new Workbook(dumps, facts, changed, loaded);
    }

    boolean isEmpty() {
        return dumps.isEmpty();
    }
}
