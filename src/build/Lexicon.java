import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNDeserializer;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.LexerSkipAction;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.dfa.DFAState;

/// Writes out as a table all that ANTLR would learn of a lexer's grammar while it reads.
///
///     java src/build/Lexicon.java GRAMMAR.interp PACKAGE CLASS FOLDER
///
/// ANTLR finds out what a character leads to when it first meets it in some state, which for a dump of a few rules
/// takes longer than reading them. Here it is asked for every character in every state, and its answers are written
/// into a Java class: the lexer stays the one that the grammar describes.
public final class Lexicon extends LexerATNSimulator {
    private static final int ASCII = 128;
    /// No rule names a character beyond ASCII, so that all of them lead to the same.
    private static final int[] BEYOND = {0x80, 0xa0, 0xff, 0x2013, 0xd83d, 0xffff};
    /// A string in a class file has at most 65,535 bytes, and a character at most three.
    private static final int LONGEST = 20_000;
    private static final int SKIPPED = 0xffff;

    private final Map<DFAState, Integer> numbers = new LinkedHashMap<>();

    private Lexicon(ATN atn) {
        super(null, atn, learntNothing(atn), new PredictionContextCache());
    }

    private static DFA[] learntNothing(ATN atn) {
        return atn.decisionToState.stream()
                .map(state -> new DFA(state, state.decision))
                .toArray(DFA[]::new);
    }

    public static void main(String[] args) throws IOException {
        Path grammar = Path.of(args[0]);
        Path target = Path.of(args[3]).resolve(args[2] + ".java");
        if (!Files.exists(target)
                || Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(grammar)) < 0) {
            var lexicon = new Lexicon(atn(grammar));
            List<int[]> rows = lexicon.explored();
            Files.writeString(target, lexicon.source(args[1], args[2], rows));
        }
    }

    private static ATN atn(Path interp) throws IOException {
        List<String> lines = Files.readAllLines(interp);
        String numbers = lines.get(lines.indexOf("atn:") + 1);
        int[] serialized = Arrays.stream(
                        numbers.substring(1, numbers.length() - 1).split(", "))
                .mapToInt(Integer::parseInt)
                .toArray();
        ATN atn = new ATNDeserializer().deserialize(serialized);
        if (atn.modeToStartState.size() != 1) {
            throw new IOException("a table is made of lexers of one mode");
        }
        return atn;
    }

    /// {@return of each state, from 1 on, the number of the state that a character leads to; 0 where there is none}
    private List<int[]> explored() {
        var rows = new ArrayList<int[]>();
        var open = new ArrayDeque<DFAState>();
        number(addDFAState(computeStartState(letter(0), atn.modeToStartState.getFirst())), open);
        while (!open.isEmpty()) {
            DFAState state = open.remove();
            var row = new int[ASCII + 1];
            for (int c = 0; c < ASCII; c++) {
                row[c] = number(after(state, c), open);
            }
            row[ASCII] = number(after(state, BEYOND[0]), open);
            for (int c : BEYOND) {
                if (number(after(state, c), open) != row[ASCII]) {
                    throw new IllegalStateException("a rule names a character beyond ASCII");
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private DFAState after(DFAState state, int c) {
        return computeTargetState(letter(c), state, c);
    }

    private static CharStream letter(int c) {
        return CharStreams.fromString(Character.toString((char) c));
    }

    private int number(DFAState state, ArrayDeque<DFAState> open) {
        if (state == null || state == ERROR) {
            return 0;
        }
        Integer known = numbers.get(state);
        if (known == null) {
            known = numbers.size() + 1;
            numbers.put(state, known);
            open.add(state);
        }
        return known;
    }

    private static int type(DFAState state) {
        if (!state.isAcceptState) {
            return 0;
        }
        var actions = state.lexerActionExecutor;
        boolean skipped =
                actions != null && Arrays.stream(actions.getLexerActions()).anyMatch(LexerSkipAction.class::isInstance);
        return skipped ? SKIPPED : state.prediction;
    }

    private String source(String inPackage, String name, List<int[]> rows) {
        var columns = new LinkedHashMap<List<Integer>, Integer>();
        var kinds = new StringBuilder();
        for (int c = 0; c <= ASCII; c++) {
            int at = c;
            kinds.append((char) (int)
                    columns.computeIfAbsent(rows.stream().map(row -> row[at]).toList(), _ -> columns.size()));
        }
        var next = new StringBuilder();
        for (int state = 0; state < rows.size(); state++) {
            for (List<Integer> column : columns.keySet()) {
                next.append((char) (int) column.get(state));
            }
        }
        var types = new StringBuilder();
        numbers.keySet().forEach(state -> types.append((char) type(state)));
        return """
            package %s;

            /// Made of the grammar: see `src/build/Lexicon.java`.
            final class %s {
                static final int KINDS = %d;
                static final String KIND = %s;
                static final String TYPES = %s;
                static final String[] NEXT = {
            %s
                };

                private %s() {}
            }
            """.formatted(inPackage, name, columns.size(), literal(kinds), literal(types), literals(next), name);
    }

    private static String literals(CharSequence text) {
        var parts = new ArrayList<String>();
        for (int from = 0; from < text.length(); from += LONGEST) {
            parts.add(literal(text.subSequence(from, Math.min(from + LONGEST, text.length()))));
        }
        return String.join(",\n", parts);
    }

    private static String literal(CharSequence text) {
        // Below 256 in octal: some characters may not stand in source, not even as \\u000a.
        return text.chars()
                .mapToObj(c -> (c < 256 ? "\\%03o" : "\\u%04x").formatted(c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
