package org.nftrace.load;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.nftrace.text.Source;

/// Calls of nft in a shell: `$ sudo nft add chain ip t c '{ type filter hook input priority 0; }'`, `\;` for `;`.
///
/// What the shell takes off before nft sees it is blanked out, so that the rest is a script of nft, every place in it
/// what it was.
final class NftCalls {
    private static final Pattern CALL = Pattern.compile(
            "(?m)^[ \t]*(?:[^\\s#$%>]{0,80}(?: [^\\s#$%>]{1,80})?[#$%>] +)?(?:sudo +)?(?:/[\\w/.-]*/)?nft +(?:-[a-z-]+"
                    + " +)*(?=['\"]?(?:add|create|insert|replace|delete|destroy|flush) )");
    // A script that stands in the shell's.
    private static final Pattern HERE =
            Pattern.compile("(?m)^[ \t]*(?:sudo +)?(?:/[\\w/.-]*/)?nft +(?:-[a-z-]+ +)*-f *(?:-|/dev/stdin) *<<-?"
                    + " *['\"]?(\\w{1,40})['\"]? *\r"
                    + "?$");
    // Of these a script only shows something.
    private static final Pattern SHOWN = Pattern.compile(
            "(?m)^[ \t]*(?:sudo +)?(?:/[\\w/.-]*/)?nft +(?:-[a-z-]+ +)*(?:list|monitor|describe)\\b.*$");
    private static final Pattern BRACED = Pattern.compile("[{};]");

    private final String given;
    private final StringBuilder text;
    private boolean named;

    private NftCalls(String given) {
        this.given = given;
        this.text = new StringBuilder(given);
    }

    static Source without(Source source) {
        if (!source.text().contains("nft ")) {
            return source;
        }
        var calls = new NftCalls(source.text());
        var call = CALL.matcher(calls.given);
        while (call.find()) {
            Decoration.blank(calls.text, call.start(), call.end());
            calls.arguments(call.end());
        }
        HERE.matcher(calls.given).results().forEach(calls::here);
        if (calls.given.contentEquals(calls.text)) {
            return source;
        }
        SHOWN.matcher(calls.given).results().forEach(shown -> Decoration.blank(calls.text, shown.start(), shown.end()));
        return new Source(source.name(), calls.text.toString());
    }

    private void here(MatchResult opened) {
        var end = Pattern.compile("(?m)^[ \t]*" + opened.group(1) + "[ \t\r]*$").matcher(given);
        if (end.find(opened.end())) {
            Decoration.blank(text, opened.start(), opened.end());
            Decoration.blank(text, end.start(), end.end());
        }
    }

    private void arguments(int start) {
        named = false;
        int at = start;
        while (at < given.length() && given.charAt(at) != '\n') {
            at = switch (given.charAt(at)) {
                case '\'' -> quoted(at, true);
                case '"' -> quoted(at, at == start);
                case '\\' -> escaped(at);
                default -> at + 1;
            };
        }
    }

    // Around a name the quotes might as well be nft's own.
    private int quoted(int open, boolean byShell) {
        char quote = given.charAt(open);
        int close = open + 1;
        while (close < given.length() && given.charAt(close) != quote) {
            close += quote == '"' && given.charAt(close) == '\\' ? 2 : 1;
        }
        if (close >= given.length()) {
            return open + 1;
        }
        if (byShell || BRACED.matcher(given).region(open, close).find()) {
            Decoration.blank(text, open, open + 1);
            Decoration.blank(text, close, close + 1);
            for (int i = open + 1; i < close && quote == '"'; i++) {
                if (given.charAt(i) == '\\') {
                    i = escaped(i) - 1;
                }
            }
        }
        return close + 1;
    }

    // '\;' is one word to the shell; a backslash at the end goes on with the next line.
    private int escaped(int at) {
        Decoration.blank(text, at, at + 1);
        int next = at + 1;
        if (next < given.length() && given.charAt(next) == '"') {
            named = !named;
            Decoration.blank(text, at, next + 1);
            text.setCharAt(named ? next : at, '"');
        }
        if (next < given.length() && given.charAt(next) == '\r') {
            next++;
        }
        if (next < given.length() && given.charAt(next) == '\n') {
            text.setCharAt(at, '\\');
        }
        return Math.min(next + 1, given.length());
    }
}
