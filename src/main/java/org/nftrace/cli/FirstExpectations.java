package org.nftrace.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.load.Loaded;
import org.nftrace.report.CheckResult.Status;
import org.nftrace.report.CheckWords;
import org.nftrace.report.Language;
import org.nftrace.text.Source;

/// `nftrace check --init DUMP`: which services of the host are open today, and from where, as expectations.
///
/// Each is proved before it is written; one that is not stands in comments.
final class FirstExpectations {
    private static final List<String> PROTOCOLS = List.of("tcp", "udp");

    private final String dump;
    private final Loaded loaded;
    private final PrintWriter out;

    private FirstExpectations(String dump, Loaded loaded, PrintWriter out) {
        this.dump = dump;
        this.loaded = loaded;
        this.out = out;
    }

    static void write(String dump, Loaded loaded, PrintWriter out) throws Failure {
        new FirstExpectations(dump, loaded, out).write();
    }

    private void write() throws Failure {
        out.println(head());
        if (isFiltered(Family.IP) || !isFiltered(Family.IP6)) {
            write(false);
        }
        if (isFiltered(Family.IP6)) {
            write(true);
        }
    }

    private String head() {
        return "rulesets: [" + quoted(dump) + "]\nchecks:";
    }

    private boolean isFiltered(Family layer) {
        return loaded.ruleset().tables().stream()
                .filter(table -> table.family() == layer || table.family() == Family.INET)
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.base().stream())
                .anyMatch(base -> base.hook() == Hook.INPUT && base.type() == Chain.ChainType.FILTER);
    }

    private void write(boolean six) throws Failure {
        var openings = Openings.of(loaded, six, PROTOCOLS);
        if (!openings.isDecided()) {
            out.println("# nothing could be proved: a rule was not read, or the rules are too many");
            return;
        }
        String version = six ? " (IPv6)" : "";
        for (Map.Entry<Openings.From, List<String>> entry : openings.open().entrySet()) {
            Openings.From from = entry.getKey();
            entry(name(from) + version, from, List.of("only: " + list(entry.getValue())), "accept");
        }
        var everyone = new Openings.From(Optional.of("other"), List.of(six ? "::/0" : "any"));
        var what = new ArrayList<>(List.of("only: " + list(PROTOCOLS)));
        if (!openings.doors().isEmpty()) {
            what.add("except: " + list(List.copyOf(openings.doors())));
        }
        if (!openings.doors().containsAll(PROTOCOLS)) {
            entry("nothing else lets strangers in" + version, everyone, what, "drop");
        }
    }

    private static String name(Openings.From from) {
        String networks =
                from.networks().equals(List.of("any")) || from.networks().equals(List.of("::/0"))
                        ? "anybody"
                        : String.join(", ", from.networks());
        return "open to " + networks
                + from.in()
                        .map(in -> in.equals("other") ? " by interfaces that no rule names" : " by " + in)
                        .orElse("");
    }

    private void entry(String name, Openings.From from, List<String> what, String expect) throws Failure {
        var lines = new ArrayList<String>();
        lines.add("  - name: " + quoted(name));
        lines.add("    hook: input");
        lines.add("    from: " + list(from.networks()));
        from.in().ifPresent(in -> lines.add("    in: " + quoted(in)));
        what.forEach(line -> lines.add("    " + line));
        lines.add("    expect: " + expect);
        boolean proved = isProved(String.join("\n", lines));
        if (!proved) {
            out.println("# this could not be proved:");
        }
        lines.forEach(line -> out.println((proved ? "" : "#") + line));
    }

    private static String list(List<String> items) {
        String all =
                String.join(", ", items.stream().map(FirstExpectations::quoted).toList());
        return items.size() == 1 ? all : "[" + all + "]";
    }

    // What YAML might take for something else.
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9][\\w ./,()-]*") && !text.matches("[0-9]+")
                ? text
                : "'" + text.replace("'", "''") + "'";
    }

    private boolean isProved(String entry) throws Failure {
        var expectations = Expectations.read(new Source("init", head() + "\n" + entry + "\n"));
        var verifier = new Verifier(loaded, new CheckWords(Language.EN));
        return expectations.checks().stream()
                .allMatch(check -> verifier.verify(check).status() == Status.OK);
    }
}
