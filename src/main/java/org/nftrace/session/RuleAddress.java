package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.text.Spelling;
import org.nftrace.trace.Place;

/// Names of chains and rules: `ip filter FORWARD`, `ip filter FORWARD 3`, `ip filter FORWARD handle 9`. As to nft, the
/// family may be left out where it is `ip`.
final class RuleAddress {
    private static final String HANDLE = "handle";

    private final Ruleset ruleset;
    private final Call call;

    /// A chain, and the table it stands in.
    record ChainPlace(Table table, Chain chain) {}

    /// @param next the first argument behind the name
    record Found<T>(T value, int next) {}

    RuleAddress(Ruleset ruleset, Call call) {
        this.ruleset = ruleset;
        this.call = call;
    }

    /// {@return the chain that the arguments from `first` on name}
    Found<ChainPlace> chain(int first) throws Refusal {
        int at = first;
        Optional<Family> family = family(word(at, "a family or a table").text());
        at += family.isPresent() ? 1 : 0;
        Table table = table(family.orElse(Family.IP), word(at, "a table"));
        var name = word(at + 1, "a chain");
        Chain chain = table.chain(name.text())
                .orElseThrow(() -> new Refusal(
                        name.span(),
                        "table " + table.label() + " has no chain '" + name.text() + "'"
                                + Spelling.hint(
                                        name.text(),
                                        table.chains().stream().map(Chain::name).toList())));
        return new Found<>(new ChainPlace(table, chain), at + 2);
    }

    /// {@return the rule that the arguments from `first` on name}
    Found<Place> rule(int first) throws Refusal {
        var chain = chain(first);
        var word = word(chain.next(), "the number of a rule, or 'handle' and its handle");
        var place = chain.value();
        if (word.text().equals(HANDLE)) {
            return new Found<>(byHandle(place, word(chain.next() + 1, "a handle")), chain.next() + 2);
        }
        int rules = place.chain().rules().size();
        int index = word.text().matches("\\d{1,9}") ? Integer.parseInt(word.text()) : 0;
        if (index < 1 || index > rules) {
            throw new Refusal(
                    word.span(),
                    "'" + word.text() + "' is no rule of " + place.chain().name() + ", which has "
                            + (rules == 0 ? "none" : rules == 1 ? "one" : "1 to " + rules));
        }
        return new Found<>(new Place(place.table(), place.chain(), index), chain.next() + 1);
    }

    private static Place byHandle(ChainPlace chain, Call.Word word) throws Refusal {
        List<Rule> rules = chain.chain().rules();
        for (int i = 0; i < rules.size(); i++) {
            OptionalLong handle = rules.get(i).handle();
            if (handle.isPresent() && Long.toString(handle.getAsLong()).equals(word.text())) {
                return new Place(chain.table(), chain.chain(), i + 1);
            }
        }
        throw new Refusal(word.span(), "no rule of " + chain.chain().name() + " has the handle '" + word.text() + "'");
    }

    private Table table(Family family, Call.Word word) throws Refusal {
        return ruleset.table(family, word.text()).orElseThrow(() -> {
            var names = new ArrayList<String>();
            ruleset.tables().forEach(t -> names.add(t.name()));
            return new Refusal(
                    word.span(),
                    "there is no table '" + family.label() + " " + word.text() + "'" + Spelling.hint(word.text(), names)
                            + "; 'show tables' lists them");
        });
    }

    private Call.Word word(int argument, String expected) throws Refusal {
        if (call.arguments().size() <= argument) {
            throw new Refusal(call.end(), expected + " was expected, as in 'ip filter FORWARD 3'");
        }
        return call.arguments().get(argument);
    }

    static Optional<Family> family(String word) {
        for (Family family : Family.values()) {
            if (family.label().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
