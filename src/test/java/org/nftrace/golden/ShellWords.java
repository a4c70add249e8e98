package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line as a POSIX shell does (XCU 2.2, Quoting), without expanding anything in it.
final class ShellWords {
    private ShellWords() {}

    static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < line.length();
            if (escapes && (quote == 0 || "\"\\$`\n".indexOf(line.charAt(i + 1)) >= 0)) {
                i++;
                if (line.charAt(i) != '\n') {
                    word.append(line.charAt(i));
                    open = true;
                }
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                open = true;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
                open = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed: " + line);
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }
}
