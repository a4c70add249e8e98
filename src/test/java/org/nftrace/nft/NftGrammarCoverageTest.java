package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.junit.jupiter.api.Test;
import org.nftrace.grammar.Arbiter;
import org.nftrace.grammar.FirstToken;
import org.nftrace.grammar.NftParser;
import org.nftrace.text.Messages;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;

/// Every alternative of the grammar is in some golden case: what is added to it needs one.
class NftGrammarCoverageTest {
    private static final Path CASES = Path.of("src/test/resources/golden/parse");
    private static final Pattern MARKER = Pattern.compile("^-- (\\S.*?) --\\R", Pattern.MULTILINE);

    @Test
    void every_alternative_is_reached_by_a_golden_case() throws IOException {
        var reached = new TreeSet<String>();
        for (Source source : cases()) {
            read(source, reached);
        }
        Set<String> missed = alternatives();
        missed.removeAll(reached);
        assertEquals(Set.of(), missed);
    }

    @Test
    void what_the_first_token_decides_is_what_antlr_does() throws IOException {
        var arbiter = Arbiter.nft();
        for (Source source : cases()) {
            read(source, arbiter.parser());
        }
        assertTrue(arbiter.agreed() > 1_000);
    }

    private static List<Source> cases() throws IOException {
        var cases = new ArrayList<Source>();
        try (var files = Files.list(CASES)) {
            for (Path file : files.toList()) {
                cases.add(new Source(file.toString(), MARKER.split(Files.readString(file))[1]));
            }
        }
        return cases;
    }

    private static void read(Source source, Set<String> reached) {
        read(source, FirstToken.nft(), new Reached(reached));
    }

    private static void read(Source source, NftParser parser, ParseTreeListener... listeners) {
        var places = new Places(source);
        var messages = new Messages();
        var pieces = new PieceParser(places, parser, listeners);
        new ScriptReader(new Intake(places, new Cutter(source.whole()), pieces, messages, Shortcuts.NONE)).tables();
    }

    // A rule with labels is reached by each of them; its own context is their common parent.
    private static Set<String> alternatives() {
        var found = new TreeSet<String>();
        for (Class<?> context : NftParser.class.getClasses()) {
            boolean parent = false;
            for (Class<?> other : NftParser.class.getClasses()) {
                parent |= other.getSuperclass() == context;
            }
            if (ParserRuleContext.class.isAssignableFrom(context)
                    && !parent
                    && !Modifier.isAbstract(context.getModifiers())) {
                found.add(context.getSimpleName());
            }
        }
        return found;
    }

    private record Reached(Set<String> names) implements ParseTreeListener {
        @Override
        public void exitEveryRule(ParserRuleContext context) {
            names.add(context.getClass().getSimpleName());
        }

        @Override
        public void enterEveryRule(ParserRuleContext context) {}

        @Override
        public void visitTerminal(TerminalNode node) {}

        @Override
        public void visitErrorNode(ErrorNode node) {}
    }
}
