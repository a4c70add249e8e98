package org.nftrace.load;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.nftrace.text.Signs;
import org.nftrace.text.Source;

/// What a page, a mail or a terminal has put around and into the lines of a dump: `> ` of a quotation, the numbers of
/// `cat -n`, the time and program of a log, the signs of a diff, colours, fences of code, HTML's `&quot;`, a text
/// editor's quotes.
///
/// It is blanked out, so that every place in the text stays what it is.
final class Decoration {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*[mK]|[\u200b\u200e\u200f\u2060]");
    private static final Pattern FENCE = Pattern.compile("(?m)^[ \t]*(?:'''|```\\w*|\\[/?(?:code|pre|quote)[^\\]\n"
            + "]{0,40}]|</?(?:pre|code|blockquote)\\b[^>\n"
            + "]{0,80}>)+|(?:'''|```|\\[/(?:code|pre|quote)]|</(?:pre|code|blockquote)>)+(?=[ \t\r"
            + "]*$)");
    private static final Pattern QUOTATION = Pattern.compile("[ \t]{0,3}>[> ]{0,8}");
    // `1:` and `2:` may as well begin addresses of IPv6; of what stands in no column, only some signs begin a line.
    private static final Pattern NUMBER =
            Pattern.compile("[ \t]{0,8}([0-9]{1,6})(?:\t|:(?=[-*#C}t\\[\t\r\n]|:[A-Z]|$))");
    private static final Pattern ADDED = Pattern.compile("\\+");
    private static final Pattern DIFFERENCE = Pattern.compile("(?m)^@@ -[0-9]");
    private static final Pattern SIGN = Pattern.compile("(?m)^\\+");
    private static final Pattern GONE = Pattern.compile("(?m)^(?:-|\\+\\+\\+ |@@ |diff |index ).*$");
    private static final Pattern LOG =
            Pattern.compile("\\[?(?:[A-Z][a-z]{2} [ 0-9]?[0-9] [0-9:]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}[T"
                + " ][0-9:.,]{5,16}(?:Z|[+-][0-9:]{4,5})?)]?(?: [\\w.-]{1,64} [\\w./-]{1,64}(?:\\[[0-9]{1,8}])?:)?:?"
                + " ");
    private static final Pattern MARK =
            Pattern.compile("\"|&(?:quot|amp|lt|gt|nbsp|apos|#39|#34|#x27|#160);|[\u201c\u201d\u201e\u00a0]");
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("&quot;", "\""),
            Map.entry("&#34;", "\""),
            Map.entry("&apos;", "'"),
            Map.entry("&#39;", "'"),
            Map.entry("&#x27;", "'"),
            Map.entry("&amp;", "&"),
            Map.entry("&lt;", "<"),
            Map.entry("&gt;", ">"),
            Map.entry("&nbsp;", " "),
            Map.entry("&#160;", " "),
            Map.entry("\u00a0", " "),
            Map.entry("\u201c", "\""),
            Map.entry("\u201d", "\""),
            Map.entry("\u201e", "\""));

    /// Without one of these the patterns find nothing; looking for them costs a tenth.
    private static final List<String> OF_COLOUR = List.of("\u001b[", "\u200b", "\u200e", "\u200f", "\u2060");

    private static final List<String> OF_FENCE =
            List.of("```", "'''", "[code", "[pre", "[quote", "[/", "<pre", "<code", "<blockquote", "</");
    private static final List<String> OF_MARK = List.of("&", "\u201c", "\u201d", "\u201e", "\u00a0");

    private Source source;
    private String text;
    private Signs signs;

    private Decoration(Source source) {
        become(source);
    }

    static Source without(Source source) {
        var decoration = new Decoration(source);
        if (decoration.signs.hasOneOf(OF_COLOUR)) {
            decoration.blank(COLOUR);
        }
        decoration.margins(QUOTATION, c -> c == '>', (_, _) -> true);
        decoration.margins(NUMBER, Character::isDigit, (before, next) -> number(next) == number(before) + 1);
        decoration.margins(LOG, c -> c == '[' || Character.isUpperCase(c) || Character.isDigit(c), (_, _) -> true);
        if (decoration.signs.has('@') && DIFFERENCE.matcher(source.text()).find()) {
            decoration.blank(GONE);
            decoration.blank(SIGN);
        }
        decoration.margins(ADDED, c -> c == '+', (_, _) -> true);
        if (decoration.signs.hasOneOf(OF_FENCE)) {
            decoration.blank(FENCE);
        }
        if (decoration.signs.hasOneOf(OF_MARK)) {
            decoration.marks();
        }
        return decoration.text.equals(source.text()) ? source : decoration.source;
    }

    private void become(StringBuilder changed) {
        become(new Source(source.name(), changed.toString()));
    }

    private void become(Source changed) {
        source = changed;
        text = changed.text();
        signs = changed.signs();
    }

    private static int number(MatchResult margin) {
        return Integer.parseInt(margin.group(1));
    }

    private void blank(Pattern pattern) {
        var changed = new StringBuilder(text);
        pattern.matcher(text).results().forEach(found -> blank(changed, found.start(), found.end()));
        become(changed);
    }

    /// Puts blanks there, so that all around stays where it is.
    static void blank(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            text.setCharAt(i, ' ');
        }
    }

    /// One line alone may begin so by itself; the next must follow on it.
    ///
    /// @param first what the pattern may begin with, which costs less to ask
    private void margins(Pattern pattern, IntPredicate first, BiPredicate<MatchResult, MatchResult> follows) {
        if (!signs.beginsSomeWith(first)) {
            return;
        }
        var changed = new StringBuilder(text);
        var margin = pattern.matcher(text);
        MatchResult before = null;
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = lineEnd(text, start);
            boolean may = first.test(firstOf(text, start, end));
            MatchResult next = may && margin.region(start, end).lookingAt() ? margin.toMatchResult() : null;
            if (before != null && next != null && follows.test(before, next)) {
                blank(changed, before.start(), before.end());
                blank(changed, next.start(), next.end());
            }
            before = next;
        }
        become(changed);
    }

    private static int firstOf(String text, int start, int end) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < end ? text.charAt(at) : '\n';
    }

    private static int lineEnd(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    // Between quotes that are quotes, everything is meant as it stands.
    private void marks() {
        var changed = new StringBuilder(text);
        var mark = MARK.matcher(text);
        int line = -1;
        boolean quoted = false;
        boolean meant = false;
        while (mark.find()) {
            int end = lineEnd(text, mark.start());
            if (end != line) {
                line = end;
                quoted = false;
                meant = false;
            }
            String found = mark.group();
            String sign = found.equals("\"") ? found : ENTITIES.get(found);
            if (found.equals("\"")) {
                meant = !meant;
            } else if (!meant) {
                quoted ^= sign.equals("\"");
                blank(changed, mark.start(), mark.end());
                changed.setCharAt(sign.equals("\"") && quoted ? mark.end() - 1 : mark.start(), sign.charAt(0));
            }
        }
        become(changed);
    }
}
