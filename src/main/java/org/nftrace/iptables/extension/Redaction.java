package org.nftrace.iptables.extension;

/// Values that were made unreadable before a dump was shown: `XX:XX:XX:XX:XX:XX`, `x.x.x.x/24`, `<private_ip>`, `***`.
public final class Redaction {
    private static final int LEAST = 2;

    private Redaction() {}

    /// {@return whether a word that makes no sense where it stands was probably blacked out}
    public static boolean isLikely(String word) {
        if (word.indexOf('<') >= 0 && word.indexOf('>') > word.indexOf('<')) {
            return true;
        }
        long marks = word.chars().filter(Redaction::isMark).count();
        return marks >= LEAST && word.chars().allMatch(c -> isMark(c) || isFiller(c));
    }

    private static boolean isMark(int c) {
        return c == 'x' || c == 'X' || c == '*' || c == '#' || c == '?';
    }

    private static boolean isFiller(int c) {
        return c == '.' || c == ':' || c == '/' || c == '-' || c >= '0' && c <= '9';
    }
}
