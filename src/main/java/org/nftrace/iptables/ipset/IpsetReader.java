package org.nftrace.iptables.ipset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Messages;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads `ipset save`, `ipset list` and calls of `ipset create` and `ipset add`.
public final class IpsetReader {
    private static final Pattern CALL =
            Pattern.compile("(?:.{0,80}[#$%>] *)?(?:sudo +)?(?:/\\S*/)?ipset +(?:-!|-exist) *(.*)"
                    + "|(?:.{0,80}[#$%>] *)?(?:sudo +)?(?:/\\S*/)?ipset +(.*)");
    private static final Pattern LABEL = Pattern.compile("(Revision|Size in memory|References|Number of entries):.*");

    private final Source source;
    private final Map<String, SetDraft> drafts = new LinkedHashMap<>();
    private final Messages messages = new Messages();
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

    public static ReadSets read(Span span) {
        var reader = new IpsetReader(span.source());
        String text = span.source().text();
        for (int start = span.start(); start < span.end(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 || newline > span.end() ? span.end() : newline;
            reader.line(start, end);
            start = end + 1;
        }
        var sets = reader.drafts.values().stream()
                .map(draft -> draft.finish(reader.messages::warning))
                .toList();
        return new ReadSets(sets, reader.messages.all());
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
            listed.member(text, span, messages::error);
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
                    listed.describe(text.substring(words[0].length()), span, messages::error);
                }
            }
            case "Members:" -> inMembers = listed != null;
            case "create", "-N", "n" -> {
                if (words.length > 2) {
                    draft(words[1], span).describe(words[2], span, messages::error);
                } else {
                    messages.error(span, "expected a name and a type such as 'hash:ip' after '" + words[0] + "'");
                }
            }
            case "add", "-A", "a" -> add(words, span);
            case "list", "save", "-L", "-S", "COMMIT", "-exist" -> {}
            case "flush", "destroy", "-F", "-X", "del", "-D", "swap", "rename" ->
                messages.warning(span, "'" + words[0] + "' is passed over: only what is in the sets is read");
            default -> {
                if (!LABEL.matcher(text).matches()) {
                    messages.warning(span, "'" + shortened(text) + "' is not printed by ipset: passed over");
                }
            }
        }
    }

    private void add(String[] words, Span span) {
        SetDraft draft = words.length > 2 ? drafts.get(words[1]) : null;
        if (draft == null) {
            messages.error(
                    span,
                    words.length > 2
                            ? "set '" + words[1] + "' is not created above"
                            : "expected a set and a member after '" + words[0] + "'");
        } else {
            draft.member(words[2], span, messages::error);
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
}
