package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.repl.Shell.Kind;
import org.nftrace.repl.Shell.Piece;

/// Which parts of a line have a colour: the verb, options, strings, numbers and addresses, the arrow, verdicts.
final class Colours {
    private static final Pattern PARTS = Pattern.compile("(?<string>\"[^\"]*\"?|'[^']*'?)"
            + "|(?<arrow>->|<-|→|←)"
            + "|(?<option>(?<=\\s)--?[a-zA-Z][\\w-]*)"
            + "|(?<verdict>\\b(?i:accept|drop|reject|return|continue|queue|jump|goto)\\b)"
            + "|(?<number>\\b(?:0x[0-9a-fA-F]+|\\d[\\d.]*(?:/\\d+)?)\\b)");

    private Colours() {}

    static List<Piece> of(String line, Set<String> verbs) {
        var call = Call.of(line);
        if (call.isEmpty()) {
            return List.of();
        }
        var pieces = new ArrayList<Piece>();
        var verb = call.words().getFirst().span();
        boolean known = verbs.contains(call.verb());
        boolean begun = call.words().size() == 1 && verbs.stream().anyMatch(v -> v.startsWith(call.verb()));
        pieces.add(new Piece(verb.start(), verb.end(), known ? Kind.COMMAND : begun ? Kind.OPTION : Kind.MISTAKE));
        var matcher = PARTS.matcher(line);
        int at = verb.end();
        while (at < line.length() && matcher.find(at)) {
            pieces.add(new Piece(matcher.start(), matcher.end(), kind(matcher)));
            at = matcher.end();
        }
        return pieces;
    }

    private static Kind kind(java.util.regex.Matcher found) {
        if (found.group("string") != null) {
            return Kind.STRING;
        }
        if (found.group("arrow") != null) {
            return Kind.ARROW;
        }
        if (found.group("option") != null) {
            return Kind.OPTION;
        }
        return found.group("verdict") != null ? Kind.VERDICT : Kind.NUMBER;
    }
}
