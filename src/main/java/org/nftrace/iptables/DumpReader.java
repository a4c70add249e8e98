package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.iptables.RulesAhead.Appended;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.text.Forms;
import org.nftrace.text.Interruption;
import org.nftrace.text.Messages;
import org.nftrace.text.Outline;
import org.nftrace.text.OutlineScan;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads the lines of `iptables-save`, of `iptables -S` and of calls of iptables into a table.
final class DumpReader {
    private static final int MOST_RULES = 4_000_000;

    private final Source source;
    private final Messages messages;
    private final Syntax syntax;
    private final Shortcuts shortcuts;
    private final OutlineScan outlines;
    private final Forms<RuleForm> forms = new Forms<>();

    DumpReader(Source source, Messages messages, Shortcuts shortcuts) {
        this.source = source;
        this.messages = messages;
        this.shortcuts = shortcuts;
        this.syntax = new Syntax(source);
        this.outlines = new OutlineScan(source.text(), true);
    }

    void read(Output output, TableDraft table) {
        // A file for 'iptables-restore --noflush' declares its own chains only.
        boolean complete = output.form() == Output.Form.SAVE
                && Outputs.declared(output).stream().anyMatch(BuiltIn::isName);
        forms.forget();
        try (var ahead = new RulesAhead(output, table, complete, shortcuts)) {
            for (Line line : output.lines()) {
                Interruption.check();
                Optional<Appended> early = line.appends() ? ahead.appended(line) : Optional.empty();
                if (early.isPresent()) {
                    table.append(early.get(), line);
                } else {
                    read(line, table, complete);
                }
            }
        }
    }

    private void read(Line line, TableDraft table, boolean complete) {
        switch (line.kind()) {
            case TABLE, COMMIT, BLANK, REMARK -> {}
            case CHAIN -> chain(line, table);
            case RULE -> rule(line, table, complete);
            case COMMAND -> {
                int from = Invocation.of(line.text()).orElseThrow().arguments();
                parsed(line.start() + from, line, Optional.empty(), table, false);
            }
            case LISTED_CHAIN, LISTED_HEADER, OTHER ->
                messages.error(
                        line.span(),
                        "'" + shortened(line.text())
                                + "' is no line of iptables-save, expected a rule such as '-A INPUT -j ACCEPT'");
        }
    }

    static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    // ':FORWARD DROP [0:0]', ':DOCKER - [0:0]'
    private void chain(Line line, TableDraft table) {
        String[] words = line.text().split("\\s+", 3);
        declare(words[0].substring(1), words[1], line.span(), table);
    }

    private void declare(String chain, String policy, Span span, TableDraft table) {
        declare(chain, span, table);
        switch (policy) {
            case "ACCEPT" -> policy(chain, Chain.Policy.ACCEPT, span, table);
            case "DROP" -> policy(chain, Chain.Policy.DROP, span, table);
            case "-" -> {}
            default ->
                messages.error(
                        span, "unknown policy '" + policy + "' of chain '" + chain + "', expected ACCEPT, DROP or -");
        }
    }

    // A word after '-j' may be its name from now on.
    private void declare(String chain, Span span, TableDraft table) {
        table.declare(chain, span);
        forms.forget();
    }

    private void policy(String chain, Chain.Policy policy, Span span, TableDraft table) {
        if (BuiltIn.of(table.name(), chain).isEmpty()) {
            messages.warning(
                    span,
                    "chain '" + chain + "' of table '" + table.name()
                            + "' is no built-in one: its policy has no effect");
        }
        table.setPolicy(chain, policy, span);
    }

    private void rule(Line line, TableDraft table, boolean complete) {
        Optional<Outline> outline = outline(line);
        Optional<Appended> alike = alike(outline);
        if (alike.isPresent()) {
            table.append(alike.get(), line);
        } else {
            parsed(line.start(), line, outline, table, complete);
        }
    }

    /// {@return what a line appends, if it is all that the line does}
    ///
    /// @param empty a table without rules, as it is left
    Optional<Appended> appended(Line line, TableDraft empty, boolean complete) {
        Optional<Outline> outline = outline(line);
        Optional<Appended> alike = alike(outline);
        if (alike.isPresent()) {
            return alike;
        }
        parsed(line.start(), line, outline, empty, complete);
        return empty.takeOnly();
    }

    private Optional<Outline> outline(Line line) {
        return shortcuts.byForm() && forms.areWorthwhile() ? outlines.of(line.start(), line.end()) : Optional.empty();
    }

    private Optional<Appended> alike(Optional<Outline> outline) {
        Optional<RuleForm> form = outline.isEmpty() ? Optional.empty() : forms.of(outline.get());
        return form.isEmpty() ? Optional.empty() : form.get().rule(outline.get());
    }

    private void parsed(int from, Line line, Optional<Outline> outline, TableDraft table, boolean complete) {
        Syntax.Line parsed = syntax.read(from, line.end());
        if (parsed.mistake().isPresent()) {
            messages.error(parsed.mistake().get().span(), parsed.mistake().get().message());
            unread(line, table);
            return;
        }
        // '-t nat' may stand before the command.
        var parts = parsed.parts().stream()
                .filter(part -> !part.flag().equals("-t") && !part.flag().equals("--table"))
                .toList();
        Optional<Part> command = parts.stream().filter(DumpReader::isCommand).findFirst();
        if (command.isEmpty()) {
            messages.error(line.span(), "no command in this line, expected one such as '-A INPUT'");
            return;
        }
        var rest = new ArrayList<>(parts);
        rest.remove(command.get());
        command(new Command(command.get(), parsed.counters(), rest, line, outline), table, complete);
    }

    /// What a line says to do.
    ///
    /// @param rest    its options, but for the command and the table
    /// @param outline the line without its numbers, where others like it may be read by it
    private record Command(
            Part command, Optional<Span> counters, List<Part> rest, Line line, Optional<Outline> outline) {}

    private static boolean isCommand(Part part) {
        return switch (part.flag()) {
            case "-A", "-I", "-P", "-N", "-D", "-R", "-F", "-X", "-Z", "-E", "-C", "-L", "-S", "-h" -> true;
            case "--append", "--insert", "--policy", "--new", "--new-chain", "--delete", "--replace", "--flush" -> true;
            case "--delete-chain", "--zero", "--rename-chain", "--check", "--list", "--list-rules" -> true;
            default -> false;
        };
    }

    private void command(Command all, TableDraft table, boolean complete) {
        Part command = all.command();
        Line line = all.line();
        var words = command.words();
        String what = command.flag();
        switch (what) {
            case "-A", "--append", "-I", "--insert" -> {
                if (words.isEmpty() || command.isNegated()) {
                    messages.error(command.span(), "'" + what + "' needs a chain after it");
                } else {
                    place(all, table, complete);
                }
            }
            case "-P", "--policy" -> {
                if (words.size() < 2) {
                    messages.error(command.span(), "'" + what + "' needs a chain and a policy after it");
                } else {
                    declare(words.get(0).text(), words.get(1).text(), line.span(), table);
                }
            }
            case "-N", "--new", "--new-chain" -> {
                if (words.isEmpty()) {
                    messages.error(command.span(), "'" + what + "' needs a name after it");
                } else {
                    declare(words.getFirst().text(), line.span(), table);
                }
            }
            case "-F", "--flush", "-X", "--delete-chain", "-Z", "--zero" ->
                messages.warnOnce(
                        what, command.span(), "'" + what + "' is passed over: it removes what was there before");
            default ->
                messages.error(
                        command.span(),
                        "'" + what + "' is no part of a ruleset, expected rules such as '-A INPUT -j ACCEPT'");
        }
    }

    private void place(Command all, TableDraft table, boolean complete) {
        Part command = all.command();
        Line line = all.line();
        Optional<Span> counters = all.counters();
        String chain = command.words().getFirst().text();
        boolean inserts = command.flag().equals("-I") || command.flag().equals("--insert");
        int position = 1;
        if (command.words().size() > 1) {
            Word second = command.words().get(1);
            var number = position(second.text());
            if (!inserts || number.isEmpty() || command.words().size() > 2) {
                messages.error(
                        second.span(), "unexpected '" + second.text() + "' after '" + chain + "', expected an option");
                unread(line, table);
                return;
            }
            position = number.get();
        }
        int said = messages.count();
        var reader = reader(messages, chain, table, complete);
        boolean counted = counters.isEmpty() || reader.counter(counters.get());
        Span span = source.span(counters.orElse(command.span()).start(), line.end());
        var rules = counted ? reader.read(all.rest(), span) : Optional.<List<Rule>>empty();
        var made = rules.orElseGet(() -> List.of(unreadRule(span)));
        var draft = table.chain(chain, line.span());
        if (inserts) {
            draft.insert(position, made);
        } else {
            draft.append(made);
            if (all.outline().isPresent() && made.size() == 1 && messages.count() == said) {
                var ways = new Rereading(
                        again -> reader(again, chain, table, complete),
                        table.family(),
                        table.name(),
                        chain,
                        reader.parts().protocolNumber());
                RuleForm.of(all.outline().get(), chain, all.rest(), made.getFirst(), ways)
                        .ifPresent(form -> forms.put(all.outline().get(), form));
            }
        }
    }

    private static RuleReader reader(Messages messages, String chain, TableDraft table, boolean complete) {
        return new RuleReader(
                messages, table.family(), table.name(), chain, new RuleReader.Chains(table::declares, complete));
    }

    private static Optional<Integer> position(String text) {
        boolean small = !text.isEmpty() && text.length() <= 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return small ? Optional.of(Math.max(1, Integer.parseInt(text))).filter(n -> n < MOST_RULES) : Optional.empty();
    }

    // A line that could not be cut still stands in its chain: what it does is unknown.
    private void unread(Line line, TableDraft table) {
        String[] words = line.text().replaceFirst("^\\[\\d+:\\d+]\\s*", "").split("\\s+", 3);
        if (words.length > 1 && (words[0].equals("-A") || words[0].equals("-I"))) {
            table.chain(words[1], line.span()).append(List.of(unreadRule(line.span())));
        }
    }

    private static Rule unreadRule(Span span) {
        return new Rule(span, List.of(new Match.Unread(span)), Optional.empty(), OptionalLong.empty());
    }
}
