package org.nftrace.load;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.host.Host;
import org.nftrace.host.HostReader;
import org.nftrace.host.Hosts;
import org.nftrace.host.Snapshot;
import org.nftrace.iptables.IptablesReader;
import org.nftrace.iptables.ipset.Ipset;
import org.nftrace.iptables.ipset.IpsetReader;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.nft.JsonListing;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads dumps and what tells of the host, whatever they are, and puts them together.
public final class Loader {
    private final List<Table> tables = new ArrayList<>();
    private final List<Ipset> sets = new ArrayList<>();
    private final List<Span> legacy = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Loader() {}

    /// Loads what reading begins with, which another thread may do while it is not yet known what to read.
    public static void prepare() {
        NftReader.prepare();
    }

    /// @param dumps what `--ruleset` named; a snapshot among them tells of the host as well
    /// @param facts what `--host` named
    public static Loaded load(List<Source> dumps, List<Source> facts) {
        var loader = new Loader();
        dumps.forEach(loader::dump);
        facts.forEach(loader::host);
        var tables = Views.unite(Tables.together(loader.tables, loader.diagnostics), loader.diagnostics);
        loader.missingLegacy(tables);
        loader.diagnostics.addAll(Gaps.in(tables));
        var ruleset = new Ruleset(Ipsets.fill(tables, loader.sets, loader.diagnostics));
        loader.diagnostics.addAll(Names.check(ruleset));
        Host host = loader.hosts.isEmpty() ? Host.UNKNOWN : Hosts.merge(loader.hosts);
        return new Loaded(ruleset, host, loader.diagnostics);
    }

    // iptables-nft says so when it runs; once is enough.
    private void missingLegacy(List<Table> all) {
        if (!legacy.isEmpty() && all.stream().noneMatch(t -> t.origin() == Table.Origin.LEGACY)) {
            diagnostics.add(Diagnostic.warning(
                    legacy.getFirst(),
                    "there are rules of iptables-legacy, which are in none of the dumps: they are not traced"));
        }
    }

    private void dump(Source source) {
        int before = tables.size() + sets.size();
        int said = diagnostics.size();
        boolean whole = false;
        if (Snapshot.isOne(source)) {
            snapshot(Snapshot.read(source));
            host(source);
        } else {
            whole = text(NftCalls.without(Decoration.without(source)).whole());
        }
        if (!whole && tables.size() + sets.size() == before && diagnostics.size() == said) {
            diagnostics.add(Foreign.in(source)
                    .orElseGet(() -> Diagnostic.error(
                            source.span(0, 0),
                            "no firewall rules found; expected the output of 'nft list ruleset', 'iptables-save',"
                                    + " 'iptables -S' or 'iptables -nvL'")));
        }
    }

    private void snapshot(Snapshot snapshot) {
        snapshot.sections().stream()
                .filter(s -> isOfRules(s.command()) && !s.failed())
                .forEach(s -> text(s.body()));
    }

    private static boolean isOfRules(String command) {
        return command.matches("nft( -\\S+)* list ruleset|ip6?tables(-\\w+)*-save( .*)?|ipset( .*)?");
    }

    /// {@return whether the text itself says that it is a ruleset, which may be one without tables}
    private boolean text(Span span) {
        boolean whole = false;
        for (Paste.Part part : Paste.parts(span)) {
            switch (part.language()) {
                case NFT -> nft(part.span());
                case JSON -> {
                    var rendered = JsonListing.render(part.span());
                    diagnostics.addAll(rendered.diagnostics());
                    nft(rendered.listing().whole());
                    whole = true;
                }
                case IPTABLES -> {
                    var read = IptablesReader.read(part.span());
                    tables.addAll(read.tables());
                    legacy.addAll(read.legacy());
                    diagnostics.addAll(read.diagnostics());
                }
                case OTHER_TABLES -> diagnostics.add(Foreign.otherTables(part.span()));
                case IPSET -> {
                    var read = IpsetReader.read(part.span());
                    sets.addAll(read.sets());
                    diagnostics.addAll(read.diagnostics());
                }
            }
        }
        return whole;
    }

    private void nft(Span span) {
        var read = NftReader.read(span);
        tables.addAll(read.tables());
        diagnostics.addAll(read.diagnostics());
    }

    private void host(Source source) {
        var read = HostReader.read(source);
        hosts.add(read.host());
        diagnostics.addAll(read.diagnostics());
    }
}
