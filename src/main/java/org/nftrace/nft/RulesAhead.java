package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.grammar.NftLexer;
import org.nftrace.ir.Rule;
import org.nftrace.text.Ahead;
import org.nftrace.text.Outline;

/// The rules of a long table that were read before its reader came to them, as long as what was declared by then still
/// is all that is declared.
final class RulesAhead implements AutoCloseable {
    private final Intake intake;
    private final TableDraft table;
    private Ahead<Rule> ahead = Ahead.none();
    private int end;
    private int declared;

    RulesAhead(Intake intake, TableDraft table) {
        this.intake = intake;
        this.table = table;
    }

    /// Looks further ahead, where a chain begins that is not among what was looked at before.
    void look() {
        int limit = intake.cutter().end();
        int start = intake.cutter().lineStart().orElse(limit);
        if (start < end || !Ahead.isWorthwhile(start, limit, intake.shortcuts())) {
            return;
        }
        // Where a listing ends a table; another's rules are read in another way.
        int close = intake.places().source().text().indexOf("\n}", start, limit);
        end = close < 0 ? limit : close;
        if (Ahead.isWorthwhile(start, end, intake.shortcuts())) {
            ahead.close();
            declared = table.declared().changes();
            ahead = Ahead.of(start, end, intake.shortcuts(), Scout.of(intake, table));
        }
    }

    /// {@return the rule of the line that begins at a place; it is passed by then}
    Optional<Rule> rule(int place) {
        if (declared != table.declared().changes()) {
            return Optional.empty();
        }
        return ahead.at(place).map(read -> {
            intake.cutter().goOn(read.end());
            return read.what();
        });
    }

    @Override
    public void close() {
        ahead.close();
    }

    /// Reads lines that are a rule each. All that has an effect on another line is left out, and all that is wrong.
    private record Scout(Intake intake, RuleReader rules) implements Ahead.Reader<Rule> {

        static Scout of(Intake first, TableDraft table) {
            Intake intake =
                    Intake.of(first.places().source().whole(), first.shortcuts().alone());
            return new Scout(intake, new ChainReader(intake, table.withoutChains()).rules());
        }

        @Override
        public List<Ahead.Read<Rule>> read(int from, int to) {
            String text = intake.places().source().text();
            List<Ahead.Read<Rule>> read = new ArrayList<>();
            int at = text.charAt(from) == '\n' ? from : newline(text, from);
            while (at < to) {
                intake.cutter().goOn(at);
                OptionalInt start = intake.cutter().lineStart();
                at = newline(text, start.getAsInt());
                int said = intake.messages().count();
                Optional<Outline> line = rules.learns() ? intake.line(start.getAsInt()) : Optional.empty();
                Optional<Rule> rule = line.flatMap(rules::alike).or(() -> line.flatMap(this::parsed));
                if (rule.isPresent() && intake.messages().count() == said) {
                    read.add(new Ahead.Read<>(line.get().start(), line.get().end(), rule.get()));
                }
            }
            return read;
        }

        private static int newline(String text, int from) {
            int newline = text.indexOf('\n', from);
            return newline < 0 ? text.length() : newline;
        }

        private Optional<Rule> parsed(Outline line) {
            Piece piece = intake.cutter().next(Cutter.Body.RULES);
            boolean rule = piece.end() == Piece.End.STATEMENT
                    && piece.flaw().isEmpty()
                    && intake.cutter().wasAllOf(line, piece)
                    && !isOther(piece.first().getType());
            return rule ? Optional.of(rules.rule(piece, Optional.of(line), 0)) : Optional.empty();
        }

        // What stands among rules and is none.
        private static boolean isOther(int first) {
            return switch (first) {
                case NftLexer.DEFINE, NftLexer.REDEFINE, NftLexer.UNDEFINE, NftLexer.INCLUDE -> true;
                default -> ChainReader.isDeclaration(first);
            };
        }
    }
}
