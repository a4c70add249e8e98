package org.nftrace.iptables.ipset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads `ipset save`, `ipset list` and calls of `ipset create` and `ipset add`.
public final class IpsetReader {
    private static final Pattern CALL =
            Pattern.compile("(?:.{0,80}[#$%>] *)?(?:sudo +)?(?:/\\S*/)?ipset +(?:-!|-exist) *(.*)"
                    + "|(?:.{0,80}[#$%>] *)?(?:sudo +)?(?:/\\S*/)?ipset +(.*)");
    private static final Pattern LABEL = Pattern.compile("(Revision|Size in memory|References|Number of entries):.*");
    private static final int MOST_SAID = 100;

    private final Source source;
    private final Map<String, SetDraft> drafts = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private SetDraft listed;
    private boolean inMembers;

    /// @param sets in the order of the dump
    public record ReadSets(List<Ipset> sets, List<Diagnostic> diagnostics) {
        public ReadSets {
            sets = List.copyOf(sets);
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private IpsetReader(Source source) {
        this.source = source;
    }

    public static ReadSets read(Source source) {
        var reader = new IpsetReader(source);
        for (int start = 0; start < source.text().length(); ) {
            int newline = source.text().indexOf('\n', start);
            int end = newline < 0 ? source.text().length() : newline;
            reader.line(start, end);
            start = end + 1;
        }
        var sets = reader.drafts.values().stream()
                .map(draft -> draft.finish(reader::warning))
                .toList();
        return new ReadSets(sets, reader.diagnostics);
    }

    private void line(int from, int to) {
        String whole = source.text().substring(from, to);
        String text = whole.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            inMembers &= text.startsWith("#");
            return;
        }
        int start = from + whole.indexOf(text);
        Span span = source.span(start, start + text.length());
        if (inMembers && !text.startsWith("Name: ")) {
            listed.member(text, span, this::error);
        } else {
            var call = CALL.matcher(text);
            String command = !call.matches() ? text : call.group(1) != null ? call.group(1) : call.group(2);
            command(command.strip(), span);
        }
    }

    private void command(String text, Span span) {
        String[] words = text.split("\\s+", 3);
        switch (words[0]) {
            case "Name:" -> listed = words.length > 1 ? draft(words[1], span) : null;
            case "Type:", "Header:" -> {
                if (listed != null) {
                    listed.describe(text.substring(words[0].length()), span, this::error);
                }
            }
            case "Members:" -> inMembers = listed != null;
            case "create", "-N", "n" -> {
                if (words.length > 2) {
                    draft(words[1], span).describe(words[2], span, this::error);
                } else {
                    error(span, "expected a name and a type such as 'hash:ip' after '" + words[0] + "'");
                }
            }
            case "add", "-A", "a" -> add(words, span);
            case "list", "save", "-L", "-S", "COMMIT", "-exist" -> {}
            case "flush", "destroy", "-F", "-X", "del", "-D", "swap", "rename" ->
                warning(span, "'" + words[0] + "' is passed over: only what is in the sets is read");
            default -> {
                if (!LABEL.matcher(text).matches()) {
                    warning(span, "'" + shortened(text) + "' is not printed by ipset: passed over");
                }
            }
        }
    }

    private void add(String[] words, Span span) {
        SetDraft draft = words.length > 2 ? drafts.get(words[1]) : null;
        if (draft == null) {
            error(
                    span,
                    words.length > 2
                            ? "set '" + words[1] + "' is not created above"
                            : "expected a set and a member after '" + words[0] + "'");
        } else {
            draft.member(words[2], span, this::error);
        }
    }

    private SetDraft draft(String name, Span span) {
        inMembers = false;
        var draft = new SetDraft(name, span);
        drafts.put(name, draft);
        return draft;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private void error(Span span, String message) {
        say(Diagnostic.error(span, message));
    }

    private void warning(Span span, String message) {
        say(Diagnostic.warning(span, message));
    }

    private void say(Diagnostic diagnostic) {
        if (diagnostics.size() < MOST_SAID) {
            diagnostics.add(diagnostic);
        }
    }
}
