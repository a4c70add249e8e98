package org.nftrace.session;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.report.Escape;
import org.nftrace.text.Spelling;
import org.nftrace.trace.HookOrder;

/// `show tables|chains|chain NAME|sets|set NAME|hooks`: what is loaded.
final class ShowVerb implements Verb {
    private static final List<String> WHAT = List.of("tables", "chains", "chain", "sets", "set", "hooks");

    @Override
    public String name() {
        return "show";
    }

    @Override
    public String usage() {
        return "show tables | chains | chain [FAMILY] TABLE CHAIN | sets | set NAME | hooks";
    }

    @Override
    public String summary() {
        return "list what is loaded: tables, chains, sets, hooks in their order";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            throw new Refusal(call.end(), "one of " + String.join(", ", WHAT) + " was expected");
        }
        state.needRules(call.words().getFirst().span());
        Ruleset ruleset = state.book().loaded().ruleset();
        var what = call.arguments().getFirst();
        switch (what.text()) {
            case "tables" ->
                ruleset.tables()
                        .forEach(t -> desk.say(Escape.line("%s %s: %s, %s"
                                .formatted(
                                        t.family().label(),
                                        t.name(),
                                        count(t.chains().size(), "chain"),
                                        count(t.sets().size(), "set")))));
            case "chains" -> ruleset.tables().forEach(t -> t.chains().forEach(c -> desk.say(Escape.line(head(t, c)))));
            case "chain" -> chain(new RuleAddress(ruleset, call).chain(1).value(), desk);
            case "sets" -> ruleset.tables().forEach(t -> t.sets().forEach(s -> desk.say(Escape.line(head(t, s)))));
            case "set" -> set(ruleset, call, desk);
            case "hooks" -> hooks(ruleset, desk);
            default ->
                throw new Refusal(
                        what.span(),
                        "'" + what.text() + "' cannot be shown" + Spelling.hint(what.text(), WHAT) + "; expected "
                                + String.join(", ", WHAT));
        }
        return Answer.of(state);
    }

    private static String head(Table table, Chain chain) {
        return table.label(chain)
                + chain.base()
                        .map(b -> " (hook " + b.hook().label() + ", priority "
                                + b.priority().value() + ", policy "
                                + b.policy()
                                        .map(p -> p.name().toLowerCase(Locale.ROOT))
                                        .orElse("accept") + ")")
                        .orElse("")
                + ": " + count(chain.rules().size(), "rule");
    }

    private static String head(Table table, NamedSet set) {
        return table.label() + " " + set.name() + (set.isMap() ? " (map)" : "") + ": "
                + count(set.elements().size(), "element");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static void chain(RuleAddress.ChainPlace place, Desk desk) {
        desk.say(Escape.line(head(place.table(), place.chain())));
        int number = 0;
        for (var rule : place.chain().rules()) {
            desk.say(Escape.line("%5d  %s".formatted(++number, rule.text().replaceAll("\\s+", " "))));
        }
    }

    private static void set(Ruleset ruleset, Call call, Desk desk) throws Refusal {
        if (call.arguments().size() < 2) {
            throw new Refusal(call.end(), "the name of a set was expected");
        }
        var name = call.arguments().getLast();
        boolean found = false;
        for (Table table : ruleset.tables()) {
            var set = table.set(name.text());
            if (set.isPresent()) {
                found = true;
                desk.say(Escape.line(head(table, set.get())));
                set.get().span().text().lines().forEach(line -> desk.say(Escape.line(line)));
            }
        }
        if (!found) {
            var names = ruleset.tables().stream()
                    .flatMap(t -> t.sets().stream())
                    .map(NamedSet::name)
                    .toList();
            throw new Refusal(name.span(), "there is no set '" + name.text() + "'" + Spelling.hint(name.text(), names));
        }
    }

    private static void hooks(Ruleset ruleset, Desk desk) {
        var order = new HookOrder(ruleset);
        for (Family layer : List.of(Family.NETDEV, Family.BRIDGE, Family.ARP, Family.IP, Family.IP6)) {
            for (Hook hook : Hook.values()) {
                var entries = order.at(layer, hook);
                if (entries.stream().anyMatch(e -> e.chain().isPresent())) {
                    desk.say(layer.label() + " " + hook.label());
                    entries.forEach(e -> desk.say(Escape.line("%8s  %s"
                            .formatted(
                                    e.priority() == Integer.MAX_VALUE ? "last" : e.priority(),
                                    e.table()
                                            .map(t -> t.label(e.chain().orElseThrow()))
                                            .orElse(e.place())))));
                }
            }
        }
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        Ruleset ruleset = state.book().loaded().ruleset();
        if (argument == 0) {
            return WHAT.stream().map(Hint::of).toList();
        }
        return switch (call.texts().getFirst()) {
            case "chain" ->
                argument < 4
                        ? AddressHints.of(
                                ruleset, call.texts().subList(1, call.texts().size()), argument - 1)
                        : List.of();
            case "set" ->
                ruleset.tables().stream()
                        .flatMap(t -> t.sets().stream())
                        .sorted(Comparator.comparing(NamedSet::name))
                        .map(s -> Hint.of(s.name(), count(s.elements().size(), "element")))
                        .toList();
            default -> List.of();
        };
    }
}
