package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Sets of ipset(8): `-m set --match-set trusted src,dst`, `-j SET --add-set seen src`.
///
/// A dump of rules does not say what its sets hold; each of the flags is taken for an address, then a port, an
/// address … in turn, which is how most sets are made. Where the sets are at hand, their types say it.
final class Sets {
    private static final Shape REFERENCE = new Shape(
            2,
            true,
            Shape.Quoting.BARE,
            "a set and flags like src,dst",
            (words, _) -> Arrays.stream(words.getLast().split(",", -1))
                            .allMatch(flag -> flag.equals("src") || flag.equals("dst"))
                    ? Outcome.good(words.getFirst(), words.getLast())
                    : Outcome.bad());
    private static final Shape COUNT = Numbers.number(-1L);

    private Sets() {}

    static List<Extension> all() {
        Row match = Row.option("--match-set", REFERENCE);
        return List.of(
                Extension.match(
                                "set",
                                Sets::match,
                                match,
                                match.as("--set"),
                                Row.option("--return-nomatch", Shape.FLAG),
                                Row.option("--update-counters", Shape.FLAG.orNot()),
                                Row.option("--update-subcounters", Shape.FLAG.orNot()),
                                Row.option("--packets-eq", COUNT.orNot()),
                                Row.option("--packets-lt", COUNT),
                                Row.option("--packets-gt", COUNT),
                                Row.option("--bytes-eq", COUNT.orNot()),
                                Row.option("--bytes-lt", COUNT),
                                Row.option("--bytes-gt", COUNT))
                        .guessing((said, context) -> said.getFirst() instanceof Match.Compare compare
                                        && compare.value() instanceof Value.SetReference(_, var name)
                                ? List.of(
                                        List.of(reference(false, "--match-set", name, compare.selector())),
                                        List.of(reference(true, "--match-set", name, compare.selector())))
                                : List.of())
                        .needing("--match-set"),
                Extension.target(
                                "SET",
                                Sets::update,
                                Row.option("--add-set", REFERENCE),
                                Row.option("--del-set", REFERENCE),
                                Row.option("--map-set", REFERENCE),
                                Row.option("--exist", Shape.FLAG),
                                Row.option("--timeout", Numbers.number(WORD)),
                                Row.option("--map-mark", Shape.FLAG),
                                Row.option("--map-prio", Shape.FLAG),
                                Row.option("--map-queue", Shape.FLAG))
                        .guessing((said, _) -> updating(said))
                        .needing("--add-set|--del-set|--map-set"));
    }

    private static List<List<XtOption>> updating(List<Statement> said) {
        if (!(said.getFirst() instanceof Action.SetUpdate update)) {
            return List.of();
        }
        boolean removes = update.operation() == Action.SetUpdate.Operation.DELETE;
        var set = reference(false, removes ? "--del-set" : "--add-set", update.set(), update.key());
        return update.timeout().isEmpty()
                ? List.of(List.of(set))
                : List.of(List.of(
                        set,
                        Guesses.option(
                                "--timeout", Long.toString(update.timeout().getAsLong() / 1000))));
    }

    // 'src,dst': where the parts of the key are taken from.
    private static XtOption reference(boolean negated, String option, String set, Expression key) {
        var parts = key instanceof Selector.Concatenation(var several) ? several : List.of(key);
        String flags = parts.stream()
                .map(part -> part instanceof Selector.Payload(Field field)
                                && field.label().startsWith("s")
                        ? "src"
                        : "dst")
                .collect(Collectors.joining(","));
        return new XtOption(negated, option, List.of(set, flags));
    }

    // Counters of elements change while the rules run; --return-nomatch turns the sense of excepted elements around.
    private static Optional<List<Match>> match(Options options, Context context) {
        boolean counts = options.all().stream()
                .anyMatch(o -> o.option().name().contains("packets")
                        || o.option().name().contains("bytes"));
        var set = options.first("--match-set");
        if (set.isEmpty() || counts || options.has("--return-nomatch")) {
            return Optional.empty();
        }
        String name = set.get().values().getFirst();
        Value reference = new Value.SetReference(context.span(), name);
        return holds(context.span(), key(set.get(), context), equal(set.get()), reference);
    }

    private static Optional<List<Statement>> update(Options options, Context context) {
        var add = options.first("--add-set");
        var remove = options.first("--del-set");
        if (add.isEmpty() && remove.isEmpty() || options.has("--map-set")) {
            return Optional.empty();
        }
        XtOption set = add.orElseGet(remove::get);
        var operation = add.isPresent() ? Action.SetUpdate.Operation.ADD : Action.SetUpdate.Operation.DELETE;
        var timeout = options.value("--timeout").map(seconds -> OptionalLong.of(Numbers.of(seconds) * 1000));
        return Optional.of(List.of(new Action.SetUpdate(
                context.span(),
                operation,
                set.values().getFirst(),
                key(set, context),
                Optional.empty(),
                timeout.orElseGet(OptionalLong::empty),
                OptionalLong.empty(),
                Optional.empty(),
                List.of())));
    }

    private static Selector key(XtOption set, Context context) {
        var parts = new ArrayList<Expression>();
        for (String flag : set.values().getLast().split(",")) {
            boolean source = flag.equals("src");
            boolean port = parts.size() % 2 == 1;
            parts.add(
                    port
                            ? payload(Ports.field(context, source))
                            : source ? Addresses.source(context) : Addresses.destination(context));
        }
        return parts.size() == 1 ? (Selector) parts.getFirst() : new Selector.Concatenation(parts);
    }
}
