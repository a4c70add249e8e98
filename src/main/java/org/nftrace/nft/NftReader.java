package org.nftrace.nft;

import java.util.List;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads nft text: what `nft list ruleset` prints, and files for `nft -f`.
///
/// A rule is parsed, read and its tree forgotten before the next one is looked at. What cannot be read costs one
/// diagnostic and stands in the ruleset as a rule of which nothing is known. Some dozens of trees are kept, with which
/// rules are read that differ from it in numbers, addresses and quoted strings only ([RuleForm]).
public final class NftReader {

    /// The tables in the order of the text, and what is wrong with it.
    public record Read(List<Table> tables, List<Diagnostic> diagnostics) {
        public Read {
            tables = List.copyOf(tables);
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private NftReader() {}

    /// Loads the grammar, which takes as long as reading a short ruleset.
    public static void prepare() {
        Intake.of(new Source("", "").whole(), Shortcuts.NONE);
    }

    public static Read read(Source source) {
        return read(source.whole());
    }

    /// Reads a part of a text; spans are those of the whole.
    public static Read read(Span span) {
        return read(span, Shortcuts.usual());
    }

    static Read read(Span span, Shortcuts shortcuts) {
        Intake intake = Intake.of(span, shortcuts);
        List<Table> tables = new ScriptReader(intake).tables();
        return new Read(tables, intake.messages().all());
    }
}
