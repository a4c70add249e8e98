package org.nftrace.iptables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Extensions;
import org.nftrace.iptables.extension.Protocols;
import org.nftrace.iptables.extension.Shape.Quoting;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.InterfacePattern;
import org.nftrace.text.Span;

/// Prints one rule as `iptables-save` does: `-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT`.
final class RulePrinter {
    private final Family family;
    private final StringBuilder out = new StringBuilder();
    private String counters = "";
    private Optional<Unsayable> refused = Optional.empty();

    /// A rule as text, or why there is none.
    sealed interface Result permits Said, Unsayable {}

    record Said(String text) implements Result {}

    record Unsayable(Span span, String why) implements Result {}

    private RulePrinter(Family family) {
        this.family = family;
    }

    static Result print(Family family, String chain, Rule rule) {
        var printer = new RulePrinter(family);
        rule.statements().forEach(printer::statement);
        return printer.refused.isPresent()
                ? printer.refused.get()
                : new Said(printer.counters + "-A " + chain + printer.out);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Match.XtMatch match
            when match.options().isPresent() ->
                extension(" -m ", match.name(), match.options().get(), Extensions.match(match.name(), family));
            case Action.XtTarget target
            when target.options().isPresent() ->
                extension(" -j ", target.name(), target.options().get(), Extensions.target(target.name(), family));
            case Match.Compare compare -> compare(compare);
            case Action.Decide decide -> verdict(decide);
            case Action.Counter counter
            when counter.packets().isPresent() && counter.bytes().isPresent() ->
                counters = "[" + counter.packets().getAsLong() + ":"
                        + counter.bytes().getAsLong() + "] ";
            case Action.Counter _ -> {}
            case Match.XtMatch hidden ->
                refuse(hidden.span(), "what match '" + hidden.name() + "' asks for is not in the dump");
            case Action.XtTarget hidden ->
                refuse(hidden.span(), "what target '" + hidden.name() + "' does is not in the dump");
            // That it could not be read was said when it was.
            case Match.Unread unread -> refuse(unread.span(), "");
            case Match other -> refuse(other.span(), "this match cannot be said in iptables");
            case Action other -> refuse(other.span(), "this statement cannot be said in iptables");
        }
    }

    private void refuse(Span span, String why) {
        if (refused.isEmpty()) {
            refused = Optional.of(new Unsayable(span, why));
        }
    }

    private void extension(String how, String name, List<XtOption> options, Optional<? extends Extension> known) {
        out.append(how).append(name);
        for (XtOption option : options) {
            var quoting = known.flatMap(e -> e.row(option.name()))
                    .map(row -> row.shape().quoting());
            out.append(option.negated() ? " ! " : " ").append(option.name());
            for (String value : option.values()) {
                out.append(' ').append(spelled(value, quoting));
            }
        }
    }

    private static String spelled(String value, Optional<Quoting> quoting) {
        return switch (quoting.orElse(null)) {
            case BARE -> value;
            case AS_NEEDED -> Word.quotedIfNeeded(value);
            case ALWAYS -> Word.quoted(value);
            case null ->
                value.isEmpty() || value.chars().anyMatch(c -> Character.isWhitespace(c) || c == '"')
                        ? Word.quoted(value)
                        : value;
        };
    }

    private void compare(Match.Compare compare) {
        String not = compare.relation() == Relation.NE ? " !" : "";
        switch (compare.selector()) {
            case Selector.Payload(Field field)
            when field == Field.IP_SADDR || field == Field.IP6_SADDR ->
                out.append(not).append(" -s ").append(address(compare.value()));
            case Selector.Payload(Field field)
            when field == Field.IP_DADDR || field == Field.IP6_DADDR ->
                out.append(not).append(" -d ").append(address(compare.value()));
            case Selector.Meta(MetaKey key)
            when key == MetaKey.IIFNAME && compare.value() instanceof Value.Interface(var pattern) ->
                out.append(not).append(" -i ").append(device(pattern));
            case Selector.Meta(MetaKey key)
            when key == MetaKey.OIFNAME && compare.value() instanceof Value.Interface(var pattern) ->
                out.append(not).append(" -o ").append(device(pattern));
            case Selector.Meta(MetaKey key)
            when key == MetaKey.L4PROTO && compare.value() instanceof Value.Number(long number) ->
                out.append(not).append(" -p ").append(Protocols.name((int) number));
            case Selector.Binary(Selector.Payload(Field field), _, _)
            when field == Field.IP_FRAG_OFF -> out.append(compare.relation() == Relation.EQ ? " ! -f" : " -f");
            default -> refuse(compare.span(), "this match cannot be said in iptables");
        }
    }

    private static String device(InterfacePattern pattern) {
        return pattern.wildcard() ? pattern.text() + "+" : pattern.text();
    }

    private String address(Value value) {
        return switch (value) {
            case Value.IpAddress(var address) -> address + "/" + address.width();
            case Value.IpPrefix(var prefix) -> prefix.address() + "/" + prefix.length();
            case Value.Masked(Value.IpAddress(var address), Value.IpAddress(var mask)) -> address + "/" + mask;
            case Value.Text(var text) -> text;
            default -> "?";
        };
    }

    private void verdict(Action.Decide decide) {
        out.append(
                switch (decide.verdict()) {
                    case Verdict.Accept _ -> " -j ACCEPT";
                    case Verdict.Drop _ -> " -j DROP";
                    case Verdict.Return _ -> " -j RETURN";
                    case Verdict.Jump(var chain) -> " -j " + chain;
                    case Verdict.Goto(var chain) -> " -g " + chain;
                    case Verdict.Continue _ -> "";
                });
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
