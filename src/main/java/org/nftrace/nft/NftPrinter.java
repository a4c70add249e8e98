package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Diagnostic;

/// Writes tables as `nft list ruleset` of nft 1.1 prints them.
public final class NftPrinter {
    private final WordPrinter words;
    private final ObjectPrinter objects;

    private NftPrinter(WordPrinter words) {
        this.words = words;
        this.objects = new ObjectPrinter(words.spellings());
    }

    /// {@return all tables, one after another, each with its line end}
    public static String print(List<Table> tables) {
        var printer = new NftPrinter(new WordPrinter(Spellings.of(tables)));
        return tables.stream().map(printer::table).collect(Collectors.joining());
    }

    /// {@return one rule of a table, as it stands in a chain but without indentation and line end}
    public static String print(Table table, Rule rule) {
        var printer = new NftPrinter(new WordPrinter(Spellings.USUAL));
        return String.join("\n", printer.rule(table, rule, printer.statements(table)));
    }

    /// {@return what rules of iptables ask for or do that nft has no words for; it is printed as nft would list it}
    public static List<Diagnostic> unsayable(List<Table> tables) {
        return XtMeaning.unsayable(tables);
    }

    private StatementPrinter statements(Table table) {
        var sets = new DeclaredSets();
        table.sets().forEach(sets::put);
        return new StatementPrinter(words, sets);
    }

    private String table(Table table) {
        StatementPrinter statements = statements(table);
        List<List<String>> blocks = new ArrayList<>();
        table.objects().forEach(object -> blocks.add(headed(objects.lines(object), object.handle())));
        table.sets().forEach(set -> blocks.add(headed(new SetPrinter(statements).lines(set), set.handle())));
        table.flowtables().forEach(flowtable -> blocks.add(headed(objects.lines(flowtable), flowtable.handle())));
        table.chains().stream()
                .filter(chain -> !chain.anonymous())
                .forEach(chain -> blocks.add(chain(table, chain, statements)));
        var out = new StringBuilder(head(table));
        boolean first = table.flags().isEmpty();
        for (List<String> block : blocks) {
            out.append(first ? "" : "\n");
            block.forEach(line -> out.append('\t').append(line).append('\n'));
            first = false;
        }
        return out.append("}\n").toString();
    }

    // 'chain c { # handle 1'
    private List<String> headed(List<String> lines, OptionalLong handle) {
        var found = new ArrayList<>(lines);
        found.set(0, found.getFirst() + remark(handle));
        return found;
    }

    private String remark(OptionalLong handle) {
        return words.spellings().handles() && handle.isPresent() ? " # handle " + handle.getAsLong() : "";
    }

    private String head(Table table) {
        String name = table.label();
        Optional<String> owner = table.notice().filter(notice -> notice.startsWith("progname "));
        Optional<String> notice = table.notice().filter(_ -> owner.isEmpty());
        String flags = Stream.of(Table.Flag.values())
                .filter(table.flags()::contains)
                .map(SelectorPrinter::lower)
                .collect(Collectors.joining(","));
        return notice.map(text -> "# Warning: table " + name + " is " + text + "\n")
                        .orElse("")
                + "table " + name + " {" + owner.map(text -> " # " + text).orElse("")
                + remark(table.handle()) + "\n"
                + (flags.isEmpty() ? "" : "\tflags " + flags + "\n")
                + table.comment()
                        .map(text -> "\tcomment " + WordPrinter.quoted(text) + "\n")
                        .orElse("");
    }

    private List<String> chain(Table table, Chain chain, StatementPrinter statements) {
        List<String> lines = new ArrayList<>();
        lines.add("chain " + chain.name() + " {" + remark(chain.handle()));
        chain.comment().ifPresent(comment -> lines.add("\tcomment " + WordPrinter.quoted(comment)));
        chain.base().ifPresent(base -> lines.add("\t" + base(base)));
        rules(table, chain, statements, lines);
        lines.add("}");
        return lines;
    }

    private void rules(Table table, Chain chain, StatementPrinter statements, List<String> lines) {
        boolean translated = Translated.is(table);
        chain.rules().forEach(rule -> {
            List<String> printed = translated && Translated.has(rule)
                    ? List.of(Translated.text(rule) + remark(rule.handle()))
                    : rule(table, rule, statements);
            printed.forEach(line -> lines.add("\t" + line));
        });
    }

    private String base(Chain.Base base) {
        return ValuePrinter.joined(
                "type " + SelectorPrinter.lower(base.type()),
                "hook " + base.hook().label(),
                chainDevices(base.devices()),
                "priority " + base.priority().text() + ";",
                base.policy()
                        .map(policy -> "policy " + SelectorPrinter.lower(policy) + ";")
                        .orElse(""),
                base.offload() ? "flags offload;" : "");
    }

    private String chainDevices(List<String> devices) {
        return switch (devices.size()) {
            case 0 -> "";
            case 1 -> "device " + WordPrinter.quoted(devices.getFirst());
            default ->
                "devices = "
                        + devices.stream().map(words.spellings()::named).collect(Collectors.joining(", ", "{ ", " }"));
        };
    }

    static String devices(List<String> devices) {
        return devices.stream().map(WordPrinter::quoted).collect(Collectors.joining(", ", "{ ", " }"));
    }

    // More than one line only where a chain stands inside the rule.
    private List<String> rule(Table table, Rule rule, StatementPrinter statements) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (Statement statement : XtMeaning.spelledOut(rule)) {
            line.append(line.isEmpty() ? "" : " ");
            Optional<Chain> inside = inside(table, statement);
            if (inside.isPresent()) {
                line.append(jump(statement)).append(" {");
                lines.add(line.toString());
                rules(table, inside.get(), statements, lines);
                line = new StringBuilder("}");
            } else {
                line.append(statements.statement(statement));
            }
        }
        String comment = XtMeaning.comment(rule)
                .map(text -> " comment " + WordPrinter.quoted(text))
                .orElse("");
        // iptables counts what a rule without condition and target sees.
        lines.add((line.isEmpty() ? "counter" : line) + comment + remark(rule.handle()));
        return lines;
    }

    private static Optional<Chain> inside(Table table, Statement statement) {
        if (!(statement instanceof Action.Decide(_, var verdict))) {
            return Optional.empty();
        }
        return verdict.target().flatMap(table::chain).filter(Chain::anonymous);
    }

    private static String jump(Statement statement) {
        return statement instanceof Action.Decide(_, Verdict.Goto _) ? "goto" : "jump";
    }
}
