package org.nftrace.iptables;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.iptables.extension.Network;
import org.nftrace.iptables.extension.Protocols;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.InterfacePattern;
import org.nftrace.text.Messages;
import org.nftrace.text.Span;
import org.nftrace.text.Spelling;

/// Reads the options of one rule, as the command line of iptables(8) takes them.
final class RuleReader {
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private final Messages messages;
    private final Family family;
    private final String table;
    private final String chain;
    private final Chains chains;
    private final OptionReader options;
    private final RuleParts parts = new RuleParts();

    /// What is known of the chains that a rule may jump to.
    ///
    /// @param declared whether the dump declares a chain
    /// @param complete whether it declares all there are
    record Chains(Predicate<String> declared, boolean complete) {}

    RuleReader(Messages messages, Family family, String table, String chain, Chains chains) {
        this.messages = messages;
        this.family = family;
        this.table = table;
        this.chain = chain;
        this.chains = chains;
        this.options = new OptionReader(messages, family, parts);
    }

    /// {@return whether there was nothing to say so far}
    boolean isSilent() {
        return messages.count() == 0;
    }

    RuleParts parts() {
        return parts;
    }

    /// {@return the rules that the line makes, or empty when it was wrong; then that was said}
    Optional<List<Rule>> read(List<Part> given, Span span) {
        for (int i = 0; i < given.size(); i++) {
            Part part = given.get(i);
            if (i + 1 < given.size() && isTextOf(part, given.get(i + 1))) {
                part = part.with(given.get(++i).asWord());
            }
            if (!read(part)) {
                return Optional.empty();
            }
        }
        return finish(span);
    }

    // '--comment -j': getopt(3) takes the next word, whatever it is, and iptables-save does not quote such a one.
    private boolean isTextOf(Part part, Part next) {
        return part.words().isEmpty() && next.words().isEmpty() && !next.negated() && options.takesText(part.flag());
    }

    /// What the rule came to, when all that it needs was given.
    private Optional<List<Rule>> finish(Span span) {
        for (ExtensionDraft draft : parts.newestFirst()) {
            var missing = draft.missing();
            if (missing.isPresent()) {
                String what = (draft.isTarget() ? "-j " : "-m ") + draft.name();
                return wrong(draft.span(), "'" + what + "' needs " + alternatives(missing.get()));
            }
        }
        if (parts.isTooMany()) {
            return wrong(span, "too many addresses in one rule");
        }
        return Optional.of(rules(span));
    }

    /// {@return what the rule came to: a listing need not show all that an extension needs}
    List<Rule> rules(Span span) {
        var context = new Context(family, table, chain, parts.protocolNumber(), span);
        return parts.rules(span, new ExtensionDraft.Finisher(context));
    }

    private static String alternatives(List<String> options) {
        return options.size() > 4
                ? "an option, such as '" + options.getFirst() + "'"
                : "'" + String.join("' or '", options) + "'";
    }

    private Optional<List<Rule>> wrong(Span span, String message) {
        messages.error(span, message);
        return Optional.empty();
    }

    private boolean read(Part part) {
        // '--proto' is short for '--protocol', and an option of '-m policy'.
        if (options.isOfAnOpenOne(part.flag())) {
            return options.read(part);
        }
        return switch (part.flag()) {
            case "-s", "--source", "--src" -> addresses(part, Field.IP_SADDR, Field.IP6_SADDR, parts::addSource);
            case "-d", "--destination", "--dst" ->
                addresses(part, Field.IP_DADDR, Field.IP6_DADDR, parts::addDestination);
            case "-i", "--in-interface" -> one(part, word -> device(part, word, MetaKey.IIFNAME, parts::setIn));
            case "-o", "--out-interface" -> one(part, word -> device(part, word, MetaKey.OIFNAME, parts::setOut));
            case "-p", "--protocol", "--proto" -> one(part, word -> protocol(part, word));
            case "-f", "--fragment", "--fragments" -> fragment(part);
            case "-m", "--match" -> one(part, word -> match(word, part.span()));
            case "-j", "--jump" -> one(part, word -> jump(word, part.span()));
            case "-g", "--goto" -> one(part, word -> decide(new Verdict.Goto(word.text()), part.span()));
            case "-c", "--set-counters" -> counters(part);
            case "-4", "-6", "-v", "-n", "-w", "-W", "-t", "--table", "--wait", "--verbose", "--ipv4", "--ipv6" -> true;
            default -> options.read(part);
        };
    }

    private boolean one(Part part, Predicate<Word> reader) {
        if (part.words().isEmpty()) {
            return fail(part.flagSpan(), "'" + part.flag() + "' needs a word after it");
        }
        if (part.words().size() > 1) {
            Word extra = part.words().get(1);
            return fail(
                    extra.span(), "unexpected '" + extra.text() + "' after '" + part.flag() + "', expected an option");
        }
        return reader.test(part.words().getFirst());
    }

    private boolean addresses(Part part, Field v4, Field v6, Consumer<Match> add) {
        return one(part, word -> {
            for (String text : word.text().split(",", -1)) {
                if (text.isEmpty()) {
                    return fail(word.span(), "expected an address after '" + part.flag() + "'");
                }
                address(part, text, family == Family.IP6 ? v6 : v4, add);
            }
            return true;
        });
    }

    /// {@return whether such an option is followed by addresses}
    static boolean isOfAddresses(String flag) {
        return switch (flag) {
            case "-s", "--source", "--src", "-d", "--destination", "--dst" -> true;
            default -> false;
        };
    }

    /// {@return what an address asks for, where it asks for anything and may come true}
    static Optional<Value> plainAddress(String text, Family family, boolean negated) {
        var network = Network.parse(text);
        boolean plain = network.isPresent()
                && network.get().address().isV4() != (family == Family.IP6)
                && (negated || !network.get().isEverything());
        return plain ? Optional.of(network.get().value()) : Optional.empty();
    }

    // A name is what the resolver of that host made of it; which addresses it stood for, the dump does not say.
    void address(Part part, String text, Field field, Consumer<Match> add) {
        boolean marked = text.startsWith("!");
        boolean negated = part.isNegated() || marked;
        var network = Network.parse(marked ? text.substring(1) : text);
        if (network.filter(n -> n.isEverything() && !negated).isPresent()) {
            return;
        }
        if (network.filter(n -> n.address().isV4() == (family == Family.IP6)).isPresent()) {
            String other =
                    family == Family.IP6 ? "IPv4 address in a dump of ip6tables" : "IPv6 address in a dump of iptables";
            messages.warning(part.span(), "'" + text + "' is an " + other + ": it never matches");
        }
        if (network.isEmpty()) {
            messages.warnOnce(
                    "name " + text, part.span(), "'" + text + "' is no address: what it stands for is not known");
        }
        Value value = network.map(Network::value).orElseGet(() -> new Value.Text(text));
        add.accept(new Compare(part.span(), new Selector.Payload(field), relation(negated), value));
    }

    boolean device(Part part, Word word, MetaKey key, Consumer<Match> set) {
        boolean marked = word.text().startsWith("!");
        boolean negated = part.isNegated() || marked;
        String name = marked ? word.text().substring(1) : word.text();
        boolean wild = name.endsWith("+");
        if (name.isEmpty()) {
            return fail(word.span(), "expected the name of an interface after '" + part.flag() + "'");
        }
        if (name.equals("+") && !negated) {
            return true;
        }
        var pattern = wild
                ? InterfacePattern.startingWith(name.substring(0, name.length() - 1))
                : InterfacePattern.exactly(name);
        set.accept(new Compare(part.span(), new Selector.Meta(key), relation(negated), new Value.Interface(pattern)));
        return true;
    }

    boolean protocol(Part part, Word word) {
        boolean marked = word.text().startsWith("!");
        boolean negated = part.isNegated() || marked;
        String name = marked ? word.text().substring(1) : word.text();
        var number = Protocols.number(name);
        if (number.isEmpty()) {
            String hint = Spelling.hint(name, Protocols.names());
            return fail(word.span(), "unknown protocol '" + name + "', expected a name such as tcp or a number" + hint);
        }
        if (number.getAsInt() == 0) {
            return !negated || fail(word.span(), "'! -p all' matches nothing, expected a protocol");
        }
        Value value = new Value.Number(number.getAsInt());
        Selector l4 = new Selector.Meta(MetaKey.L4PROTO);
        parts.setProtocol(
                new Compare(part.span(), l4, relation(negated), value), negated ? OptionalInt.empty() : number);
        return true;
    }

    private boolean fragment(Part part) {
        if (!part.words().isEmpty()) {
            Word extra = part.words().getFirst();
            return fail(
                    extra.span(), "unexpected '" + extra.text() + "' after '" + part.flag() + "', expected an option");
        }
        fragment(part.span(), part.negated());
        return true;
    }

    /// The second and further fragments of a packet: `-f`.
    void fragment(Span span, boolean negated) {
        Selector offset = new Selector.Binary(
                new Selector.Payload(Field.IP_FRAG_OFF), Selector.Operator.AND, new Value.Number(FRAGMENT_OFFSET));
        parts.setFragment(new Compare(span, offset, negated ? Relation.EQ : Relation.NE, new Value.Number(0)));
    }

    boolean match(Word word, Span span) {
        var known = Extensions.match(word.text(), family);
        if (known.isEmpty()) {
            String hint = Spelling.hint(word.text(), Extensions.names(Extension.OfMatch.class));
            messages.warnOnce("-m " + word.text(), word.span(), "match '" + word.text() + "' is not modelled" + hint);
        }
        parts.open(new ExtensionDraft(word.text(), false, known, span));
        return true;
    }

    boolean jump(Word word, Span span) {
        String name = word.text();
        if (name.isEmpty() || name.startsWith("-") || name.startsWith("!")) {
            return fail(word.span(), "'" + name + "' is no name of a chain or target");
        }
        if (isTakenTarget(span)) {
            return false;
        }
        switch (name) {
            case "ACCEPT" -> decide(new Verdict.Accept(), span);
            case "DROP" -> decide(new Verdict.Drop(), span);
            case "RETURN" -> decide(new Verdict.Return(), span);
            default -> {
                var known = Extensions.target(name, family);
                boolean chain = chains.declared().test(name) || known.isEmpty() && !chains.complete();
                if (chain) {
                    decide(new Verdict.Jump(name), span);
                } else {
                    openTarget(name, known, word.span(), span);
                }
            }
        }
        return true;
    }

    private void openTarget(String name, Optional<Extension.OfTarget> known, Span word, Span span) {
        if (known.isEmpty()) {
            messages.warnOnce("-j " + name, word, "target '" + name + "' is not modelled");
        }
        parts.open(new ExtensionDraft(name, true, known, span));
    }

    boolean decide(Verdict verdict, Span span) {
        if (isTakenTarget(span)) {
            return false;
        }
        parts.setVerdict(new Action.Decide(span, verdict));
        return true;
    }

    private boolean isTakenTarget(Span span) {
        return parts.hasTarget() && !fail(span, "a second target, expected one only");
    }

    private boolean counters(Part part) {
        var words = part.words();
        boolean joined = words.size() == 1 && words.getFirst().text().indexOf(',') > 0;
        String[] numbers = joined
                ? words.getFirst().text().split(",", 2)
                : words.stream().map(Word::text).toArray(String[]::new);
        if (numbers.length != 2) {
            return fail(part.span(), "'" + part.flag() + "' needs the numbers of packets and bytes after it");
        }
        return counter(numbers[0], numbers[1], part.span());
    }

    /// Reads the counters before a rule: `[3:180]`.
    boolean counter(Span span) {
        String text = span.text();
        int colon = text.indexOf(':');
        return counter(text.substring(1, colon), text.substring(colon + 1, text.length() - 1), span);
    }

    boolean counter(String packets, String bytes, Span span) {
        var first = count(packets);
        var second = count(bytes);
        if (first.isEmpty() || second.isEmpty()) {
            return fail(span, "expected the numbers of packets and bytes");
        }
        parts.setCounter(new Action.Counter(span, first, second));
        return true;
    }

    private static OptionalLong count(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static Relation relation(boolean negated) {
        return negated ? Relation.NE : Relation.EQ;
    }

    private boolean fail(Span span, String message) {
        messages.error(span, message);
        return false;
    }
}
