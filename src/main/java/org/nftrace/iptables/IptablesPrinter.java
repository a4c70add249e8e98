package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nftrace.iptables.rephrase.Rephrasing;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Messages;

/// Prints tables as `iptables-save` and `ip6tables-save` do.
public final class IptablesPrinter {
    private static final Pattern OPTIONS = Pattern.compile("(?s)(\\[\\d+:\\d+]\\s*)?(-[AI]|--append|--insert)\\s.*");
    private static final Pattern LINE_END = Pattern.compile("\\s*\\\\?\\r?\\n\\s*");

    private final Wording wording;
    private final StringBuilder out = new StringBuilder();
    private final Messages messages = new Messages();

    /// In whose words a rule is printed that was read from options of iptables.
    public enum Wording {
        /// The dump's own, its order too: what an older version printed, or a person wrote, comes out the same.
        DUMP,
        /// As `iptables-save` 1.8 prints it: in canonical order, with what it fills in. A rule that was read from
        /// a listing or from nft has only this one.
        CANONICAL
    }

    /// @param text        one `*table … COMMIT` for each table
    /// @param diagnostics what cannot be said in iptables, each at its place in the dump it came from
    public record Printed(String text, List<Diagnostic> diagnostics) {
        public Printed {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private record Placed(Chain chain, Rule rule) {}

    private IptablesPrinter(Wording wording) {
        this.wording = wording;
    }

    public static Printed print(List<Table> tables, Wording wording) {
        var printer = new IptablesPrinter(wording);
        tables.stream().filter(table -> table.origin() != Table.Origin.NFT).forEach(printer::table);
        var rephrased = Rephrasing.of(tables.stream()
                .filter(table -> table.origin() == Table.Origin.NFT)
                .toList());
        printer.messages.addAll(rephrased.diagnostics());
        rephrased.tables().forEach(printer::table);
        return new Printed(printer.out.toString(), printer.messages.all());
    }

    private void table(Table table) {
        // Nothing in the rules needs to tell the family.
        out.append(table.family() == Family.IP6 ? "# ip6tables-save\n" : "# iptables-save\n");
        out.append('*').append(table.name()).append('\n');
        for (Chain chain : table.chains()) {
            String policy = chain.base()
                    .map(base -> base.policy().map(Enum::name).orElse("ACCEPT"))
                    .orElse("-");
            out.append(':').append(chain.name()).append(' ').append(policy).append(" [0:0]\n");
        }
        Placed previous = null;
        for (Placed placed : rules(table)) {
            // One line may have made several rules.
            boolean again = previous != null
                    && previous.rule().span().equals(placed.rule().span());
            if (!again || wording == Wording.CANONICAL || given(placed.rule()).isEmpty()) {
                rule(table, placed);
            }
            previous = placed;
        }
        out.append("COMMIT\n");
    }

    // iptables-save goes from chain to chain; a file that was written by hand may go to and fro.
    private List<Placed> rules(Table table) {
        var rules = new ArrayList<Placed>();
        for (Chain chain : table.chains()) {
            chain.rules().forEach(rule -> rules.add(new Placed(chain, rule)));
        }
        boolean oneSource = rules.stream()
                        .map(placed -> placed.rule().span().source())
                        .distinct()
                        .count()
                <= 1;
        if (wording == Wording.DUMP
                && oneSource
                && rules.stream().allMatch(p -> given(p.rule()).isPresent())) {
            rules.sort(Comparator.comparingInt(placed -> placed.rule().span().start()));
        }
        return rules;
    }

    private void rule(Table table, Placed placed) {
        Rule rule = placed.rule();
        if (wording == Wording.DUMP && given(rule).isPresent()) {
            out.append(given(rule).get()).append('\n');
            return;
        }
        switch (RulePrinter.print(table.family(), placed.chain().name(), rule)) {
            case RulePrinter.Said said -> out.append(said.text()).append('\n');
            case RulePrinter.Unsayable unsayable -> {
                if (!unsayable.why().isEmpty()) {
                    messages.error(unsayable.span(), unsayable.why());
                }
                out.append("# ").append(rule.text().replaceAll("\\s+", " ")).append('\n');
            }
        }
    }

    /// {@return the rule in the words of the dump, where those are iptables' options}
    private static Optional<String> given(Rule rule) {
        String text = rule.text();
        return OPTIONS.matcher(text).matches()
                ? Optional.of(LINE_END.matcher(text).replaceAll(" "))
                : Optional.empty();
    }
}
