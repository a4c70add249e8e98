package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.iptables.Output.Form;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table.Origin;
import org.nftrace.text.Span;

/// Finds the outputs of iptables in a text: several tables, one command after the other, prompts and prose in between.
final class Outputs {
    private static final Pattern GENERATED = Pattern.compile("#.*\\b(ip6?tables)(-\\w+)*-save\\b.*");
    private static final String FIRST_CHAIN = "PREROUTING";
    private static final int LEAST_COLUMNS = 4;

    private final List<Draft> all = new ArrayList<>();
    private final Map<String, Draft> scripts = new HashMap<>();
    private final List<Line> strays = new ArrayList<>();
    private Draft current;
    private Optional<Family> family = Optional.empty();
    private Optional<String> table = Optional.empty();
    private Optional<Origin> origin = Optional.empty();
    // What was said of the program itself, which holds for all that it prints.
    private Optional<Origin> program = Optional.empty();
    private final List<Line> tellingOfLegacy = new ArrayList<>();
    private boolean inRows;
    private boolean headed;

    private Outputs() {}

    /// An output while its lines come in.
    private static final class Draft {
        final Form form;
        final Optional<Family> family;
        final Optional<String> table;
        final Origin origin;
        final List<Line> lines = new ArrayList<>();
        final Set<String> declared = new HashSet<>();

        Draft(Form form, Optional<Family> family, Optional<String> table, Optional<Origin> origin) {
            this.form = form;
            this.family = family;
            this.table = table;
            this.origin = origin.orElse(Origin.XTABLES);
        }

        Output finish() {
            Span span = lines.getFirst().span().to(lines.getLast().span());
            return new Output(form, family, table, origin, span, lines);
        }
    }

    /// @param outputs in the order in which they begin
    /// @param strays  lines that belong to none
    /// @param legacy  lines that tell of further rules, which iptables-legacy would show
    record Found(List<Output> outputs, List<Line> strays, List<Line> legacy) {}

    static Found in(Span span) {
        var outputs = new Outputs();
        Wrapping.undone(Lines.of(span)).forEach(outputs::take);
        var found = outputs.all.stream()
                .filter(draft -> !draft.lines.isEmpty())
                .map(Draft::finish)
                .toList();
        return new Found(found, outputs.strays, outputs.tellingOfLegacy);
    }

    private void take(Line line) {
        switch (line.kind()) {
            case BLANK -> inRows = false;
            case REMARK -> remark(line);
            case COMMAND -> command(line);
            case TABLE -> {
                open(Form.SAVE, Optional.of(line.text().substring(1)));
                current.lines.add(line);
            }
            case COMMIT -> commit(line);
            case CHAIN, RULE -> rule(line);
            case LISTED_CHAIN -> listedChain(line);
            case LISTED_HEADER -> header(line);
            case OTHER -> other(line);
        }
    }

    private void remark(Line line) {
        var generated = GENERATED.matcher(line.text());
        if (generated.matches()) {
            family = Optional.of(generated.group(1).equals("ip6tables") ? Family.IP6 : Family.IP);
            table = Optional.empty();
            origin = Backends.ofBanner(line.text());
            current = null;
        } else if (Backends.tellsOfLegacy(line.text())) {
            tellingOfLegacy.add(line);
            program = Optional.of(Origin.IPTABLES_NFT);
            origin = program;
        }
    }

    private void command(Line line) {
        var call = Invocation.of(line.text().substring(line.text().charAt(0) == '#' ? 1 : 0))
                .orElseThrow();
        switch (call.verb()) {
            case PRINTS -> {
                current = null;
                family = Optional.of(call.family());
                origin = Backends.ofCommand(line.text()).or(() -> program);
                // 'iptables -S' without '-t' is about filter; what iptables-save prints names its tables.
                table = call.table().or(() -> call.isSave(line.text()) ? Optional.empty() : Optional.of("filter"));
            }
            case CHANGES -> {
                String name = call.table().orElse("filter");
                var which = Backends.ofCommand(line.text());
                scripts.computeIfAbsent(call.family() + " " + name + which, _ -> {
                            var draft = new Draft(Form.RULES, Optional.of(call.family()), Optional.of(name), which);
                            all.add(draft);
                            return draft;
                        })
                        .lines
                        .add(line);
            }
            case OTHER -> {
                current = null;
                // 'iptables -V', or what it prints
                program = Backends.ofBanner(line.text()).or(() -> program);
            }
        }
    }

    private void open(Form form, Optional<String> name) {
        current = new Draft(form, family, name, origin);
        all.add(current);
        inRows = false;
    }

    private void commit(Line line) {
        if (current != null && current.form == Form.SAVE) {
            current.lines.add(line);
            current = null;
        } else {
            strays.add(line);
        }
    }

    private void rule(Line line) {
        if (current == null || current.form == Form.LISTING) {
            open(Form.RULES, table);
        }
        if (current.form == Form.RULES) {
            String chain = declared(line);
            if (!chain.isEmpty() && begins(chain)) {
                open(Form.RULES, current.table);
            }
            current.declared.add(chain);
        }
        current.lines.add(line);
    }

    // A chain cannot be declared twice, and PREROUTING comes first in every table that has it.
    private boolean begins(String chain) {
        boolean afterOthers = current.table.isEmpty()
                && chain.equals(FIRST_CHAIN)
                && current.declared.stream().anyMatch(BuiltIn::isName);
        return current.declared.contains(chain) || afterOthers;
    }

    private static String declared(Line line) {
        if (line.appends()) {
            return "";
        }
        String[] words = line.text().split("\\s+", 3);
        return switch (words[0]) {
            case "-P", "-N", "--policy", "--new-chain" -> words.length > 1 ? words[1] : "";
            case String word when word.startsWith(":") -> word.substring(1);
            default -> "";
        };
    }

    /// {@return the chains that an output declares}
    static Set<String> declared(Output output) {
        var chains = new HashSet<String>();
        for (Line line : output.lines()) {
            switch (line.kind()) {
                case RULE, CHAIN -> chains.add(declared(line));
                case LISTED_CHAIN -> chains.add(line.text().split("\\s+", 3)[1]);
                case BLANK, REMARK, TABLE, COMMIT, LISTED_HEADER, COMMAND, OTHER -> {}
            }
        }
        chains.remove("");
        return chains;
    }

    private void listedChain(Line line) {
        String chain = line.text().split("\\s+", 3)[1];
        if (current == null || current.form != Form.LISTING || begins(chain)) {
            boolean again = current != null && current.form == Form.LISTING;
            open(Form.LISTING, again ? Optional.empty() : table);
        }
        current.declared.add(chain);
        current.lines.add(line);
        inRows = true;
        headed = false;
    }

    private void header(Line line) {
        if (current != null && current.form == Form.LISTING) {
            current.lines.add(line);
            inRows = true;
            headed = true;
        } else {
            strays.add(line);
        }
    }

    // Below a header any line of some words is meant as a row; without one, only what has the column 'opt'.
    private boolean isRow(Line line) {
        var words = List.of(line.text().split("\\s+", LEAST_COLUMNS + 4));
        boolean option = words.contains("--") || words.contains("-f") || words.contains("!f");
        return words.size() >= LEAST_COLUMNS && (headed || option);
    }

    private void other(Line line) {
        boolean row = current != null && current.form == Form.LISTING && inRows && isRow(line);
        if (row || current != null && current.form == Form.SAVE) {
            current.lines.add(line);
        } else {
            inRows = false;
            strays.add(line);
        }
    }
}
