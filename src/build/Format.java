import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Lays out the Java files of the repository, or tells which ones are not laid out.
///
///     java -cp FORMATTER src/build/Format.java apply|check FOLDER
///
/// It stands between the files and a formatter that trips over two things of newer Java:
/// - the pattern `_` in `case Port(_, var high)`, where it reads only `var _`: `_` is spelled out before and shortened
///   after; where it stands is asked of the compiler, because `(_, high) -> …` looks the same and is a lambda;
/// - the lines of a `///` comment after the first, which it breaks wrongly: each is replaced by a mark, and put back
///   and
///   wrapped here.
public final class Format {
    private static final String SPELLED = "var ";
    private static final Pattern DOC_LINE = Pattern.compile("(?m)^([ \\t]*)(///.*)$");
    private static final Pattern MARK = Pattern.compile("(?m)^( *)// @doc (\\d+)$");
    private static final Pattern PROSE = Pattern.compile(" */// (?:[-*] )?[^\\s|].*");
    private static final Pattern CONTINUATION = Pattern.compile("( */// +)([^-*@|#\\s].*)");
    private static final int WIDTH = 120;

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        var format = new Format();
        boolean clean = true;
        for (var file : javaFiles(Path.of(args[1]))) {
            var before = Files.readString(file);
            try {
                var after = format.layOut(before);
                if (apply && !after.equals(before)) {
                    Files.writeString(file, after);
                } else if (!after.equals(before)) {
                    clean = false;
                    System.err.println(file + ":" + firstDifference(before, after) + ": error: not laid out");
                }
            } catch (FormatterException e) {
                clean = false;
                e.diagnostics().forEach(d -> System.err.println(file + ":" + d));
            }
        }
        if (!clean) {
            System.err.println("mvn -q validate -Dformat lays the files out");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static int firstDifference(String before, String after) {
        var old = before.lines().toList();
        var now = after.lines().toList();
        int line = 0;
        while (line < old.size() && line < now.size() && old.get(line).equals(now.get(line))) {
            line++;
        }
        return line + 1;
    }

    private String layOut(String source) throws FormatterException {
        var docs = new ArrayList<String>();
        var marked = DOC_LINE.matcher(source).replaceAll(line -> {
            docs.add(line.group(2).stripTrailing());
            return line.group(1) + "// @doc " + (docs.size() - 1);
        });
        var laidOut = MARK.matcher(layOutPatterns(marked))
                .replaceAll(
                        mark -> Matcher.quoteReplacement(mark.group(1) + docs.get(Integer.parseInt(mark.group(2)))));
        return wrap(laidOut.lines().toList());
    }

    /// What a line has too much goes to the front of the next one, where that one goes on with the same sentence.
    private static String wrap(List<String> lines) {
        var out = new StringBuilder();
        var indent = "";
        var rest = "";
        for (var line : lines) {
            var next = CONTINUATION.matcher(line);
            if (!rest.isEmpty() && next.matches()) {
                line = next.group(1) + rest + " " + next.group(2);
            } else if (!rest.isEmpty()) {
                out.append(indent).append("/// ").append(rest).append('\n');
            }
            rest = "";
            int space = line.lastIndexOf(' ', WIDTH);
            if (line.length() > WIDTH && PROSE.matcher(line).matches() && space > line.indexOf("///") + 4) {
                indent = line.substring(0, line.indexOf("///"));
                rest = line.substring(space + 1);
                line = line.substring(0, space).stripTrailing();
            }
            out.append(line).append('\n');
        }
        return out.toString();
    }

    private String layOutPatterns(String source) throws FormatterException {
        var spelled = new StringBuilder(source);
        for (int at : places(source, (tree, _) -> tree instanceof AnyPatternTree)) {
            // javac takes the place after the underscore for its beginning.
            spelled.insert(source.lastIndexOf('_', at), SPELLED);
        }
        var laidOut = new StringBuilder(formatter.formatSourceAndFixImports(spelled.toString()));
        for (int at : places(laidOut.toString(), Format::isSpelledOut)) {
            laidOut.delete(at, at + SPELLED.length());
        }
        return laidOut.toString();
    }

    private static boolean isSpelledOut(Tree tree, String text) {
        return tree instanceof BindingPatternTree && text.equals(SPELLED + "_");
    }

    /// {@return where such parts of record patterns begin, the last one first}
    private static Iterable<Integer> places(String source, BiPredicate<Tree, String> wanted) {
        var found = new TreeSet<Integer>();
        var file = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, _ -> {}, List.of("-proc:none"), null, List.of(file));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitDeconstructionPattern(DeconstructionPatternTree pattern, Void unused) {
                        for (var part : pattern.getNestedPatterns()) {
                            int start = (int) positions.getStartPosition(unit, part);
                            int end = (int) positions.getEndPosition(unit, part);
                            if (start >= 0 && wanted.test(part, source.substring(start, Math.max(start, end)))) {
                                found.add(start);
                            }
                        }
                        return super.visitDeconstructionPattern(pattern, unused);
                    }
                }.scan(unit, null);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new ArrayList<>(found).reversed();
    }
}
