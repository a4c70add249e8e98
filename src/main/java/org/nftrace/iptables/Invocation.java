package org.nftrace.iptables;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.ir.Family;

/// A call of iptables in a text: `root@host:~# iptables -t nat -nvL --line-numbers`, `sudo ip6tables -A INPUT …`.
///
/// @param table    after `-t`, where it is said
/// @param verb     what it does
/// @param arguments the offset in the line at which its arguments begin
record Invocation(Family family, Optional<String> table, Verb verb, int arguments) {

    enum Verb {
        /// `-S`, `-L`, `iptables-save`: what it prints follows
        PRINTS,
        /// `-A`, `-I`, `-P`, `-N`: a line of rules itself; `-F`, `-D`: what the reader has a word about
        CHANGES,
        /// `--version` and others
        OTHER
    }

    private static final int LONGEST = 4000;
    private static final int LONGEST_PROMPT = 200;
    // What may stand before the command: nothing, a prompt, or commands that run it elsewhere.
    private static final Pattern CALL = Pattern.compile(
            "(?<before>.*?)(?<![\\w./-])(?:[\\w/.-]*/)?(?<program>ip6?tables)(?:-(?:nft|legacy))?(?<save>-save)?(?=\\s|$)(?<arguments>.*)",
            Pattern.DOTALL);
    private static final Pattern PROMPT =
            Pattern.compile("\\s*|.*[#$>%]\\s*(\\w+ )*|((sudo|doas|nsenter|ip netns exec|docker exec|ssh)\\b.*)");
    private static final Pattern TABLE = Pattern.compile("(?:^|\\s)(?:-t\\s*|--table[ =])(\\w+)");
    private static final Pattern PRINTS = Pattern.compile("(?:^|\\s)(?:-[nvxt46]*[LS]\\w*|--list(?:-rules)?)(?:\\s|$)");
    private static final Pattern CHANGES = Pattern.compile(
            "(?:^|\\s)(?:-[AIPNDREFXZ]|--append|--insert|--policy|--new-chain|--new|--delete|--flush|--delete-chain|--zero)(?:\\s|=|$)");

    /// {@return the call that a line holds, or empty when it holds none}
    static Optional<Invocation> of(String line) {
        if (line.indexOf("tables") < 0 || line.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher call = CALL.matcher(line);
        if (!call.matches() || !isPrompt(call.group("before"))) {
            return Optional.empty();
        }
        String arguments = call.group("arguments");
        boolean prints = call.group("save") != null || PRINTS.matcher(arguments).find();
        Verb verb = prints ? Verb.PRINTS : CHANGES.matcher(arguments).find() ? Verb.CHANGES : Verb.OTHER;
        Matcher table = TABLE.matcher(arguments);
        return Optional.of(new Invocation(
                call.group("program").equals("ip6tables") ? Family.IP6 : Family.IP,
                table.find() ? Optional.of(table.group(1)) : Optional.empty(),
                verb,
                call.start("arguments")));
    }

    /// {@return whether a line that begins with `#` is a prompt and a command that prints, not a remark}
    static boolean isListing(String line) {
        return of(line.substring(1)).filter(i -> i.verb() == Verb.PRINTS).isPresent();
    }

    /// {@return whether the whole ruleset follows: `iptables-save` without `-t`}
    boolean isSave(String line) {
        return line.contains("-save");
    }

    private static boolean isPrompt(String before) {
        return before.length() <= LONGEST_PROMPT && PROMPT.matcher(before).matches();
    }
}
