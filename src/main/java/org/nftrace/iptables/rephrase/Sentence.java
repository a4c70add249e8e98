package org.nftrace.iptables.rephrase;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.iptables.BuiltIn;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Raised;
import org.nftrace.ir.Action;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.Prefix;
import org.nftrace.text.Span;

/// One rule without sets while it is said: `-s 10.0.0.0/8 -p tcp -m tcp --dport 22`, and a rule for each thing that is
/// done.
final class Sentence {
    private static final long FRAGMENT_OFFSET = 0x1fff;
    private static final Set<String> INBOUND = Set.of("PREROUTING", "INPUT");
    private static final Set<String> OUTBOUND = Set.of("OUTPUT", "POSTROUTING");

    /// The options that belong to no extension, in the order in which they are printed.
    private enum Plain {
        SOURCE,
        DESTINATION,
        IN,
        OUT,
        PROTOCOL,
        FRAGMENT
    }

    private final Context context;
    private final Optional<String> comment;
    private final Map<Plain, Match> plain = new EnumMap<>(Plain.class);
    private final List<Match> matches = new ArrayList<>();
    private Raised last;
    private Action.Counter counter;
    private final List<List<Statement>> said = new ArrayList<>();

    Sentence(Context context, Optional<String> comment) {
        this.context = context;
        this.comment = comment;
    }

    /// {@return whether it asks for a protocol}
    static boolean isProtocol(Compare compare) {
        return switch (compare.selector()) {
            case Selector.Meta(MetaKey key) -> key == MetaKey.L4PROTO;
            case Selector.Payload(Field field) -> field == Field.IP_PROTOCOL;
            case Selector _ -> false;
        };
    }

    /// {@return the one protocol that a statement asks for}
    static OptionalInt asked(Statement statement) {
        return statement instanceof Compare compare
                        && isProtocol(compare)
                        && compare.relation() == Relation.EQ
                        && compare.value() instanceof Value.Number(long number)
                ? OptionalInt.of((int) number)
                : OptionalInt.empty();
    }

    void read(List<Statement> statements) throws Refusal {
        int next = 0;
        while (next < statements.size()) {
            protocol(statements.get(next));
            next += switch (statements.get(next)) {
                case Match match -> condition(match, statements.subList(next, statements.size()));
                case Action.Counter counted -> {
                    counter = counted;
                    yield 1;
                }
                case Action.Decide decide -> {
                    verdict(decide);
                    yield statements.size();
                }
                case Action.XtTarget target -> {
                    emit(known(target));
                    yield 1;
                }
                case Action action -> target(action, statements.subList(next, statements.size()));
            };
        }
        if (said.isEmpty()) {
            said.add(conditions());
        }
    }

    List<Rule> rules(Rule rule) throws Refusal {
        if (said.size() > 1) {
            Optional<Statement> counting = Looked.counting(said.getLast());
            if (counting.isPresent()) {
                throw new Refusal(
                        counting.get().span(),
                        "a rule of iptables does one thing, and two would each count for itself");
            }
        }
        return said.stream()
                .map(statements -> new Rule(rule.span(), statements, Optional.empty(), OptionalLong.empty()))
                .toList();
    }

    // What is done before a header is looked at is done to packets of any protocol.
    private void protocol(Statement statement) {
        boolean asks =
                asked(statement).isPresent() || Looked.protocol(statement).isPresent();
        if (asks && context.protocol().isPresent()) {
            plain.put(
                    Plain.PROTOCOL,
                    protocol(statement.span(), Relation.EQ, context.protocol().getAsInt()));
        }
    }

    private static Compare protocol(Span span, Relation relation, long number) {
        return new Compare(span, new Selector.Meta(MetaKey.L4PROTO), relation, new Value.Number(number));
    }

    private int condition(Match match, List<Statement> rest) throws Refusal {
        if (match instanceof Compare compare && isPlain(masked(compare))) {
            return 1;
        }
        if (match instanceof Match.XtMatch known) {
            if (known.options().isEmpty()) {
                throw new Refusal(known.span(), "what match '" + known.name() + "' asks for is not in the dump");
            }
            add(known);
            return 1;
        }
        var following = rest.stream().takeWhile(Match.class::isInstance).toList();
        Optional<Raised> found = Raised.match(following, context.at(match.span()));
        if (found.isEmpty()) {
            throw new Refusal(match.span(), unsayable(match));
        }
        check(found.get(), match.span());
        add(found.get(), match.span());
        return found.get().count();
    }

    // What iptables refuses in one of its own chains, the kernel refuses in what is reached from there.
    private void check(Raised found, Span span) throws Refusal {
        String chain = context.chain();
        boolean sent = found.extension().name().equals("owner");
        boolean in = found.options().stream().anyMatch(option -> option.name().equals("--src-group"));
        boolean out = found.options().stream().anyMatch(option -> option.name().equals("--dst-group"));
        if (sent && BuiltIn.isName(chain) && !OUTBOUND.contains(chain)
                || in && OUTBOUND.contains(chain)
                || out && INBOUND.contains(chain)) {
            throw new Refusal(
                    span,
                    "iptables does not ask for '" + found.options().getFirst().name() + "' in chain " + chain);
        }
    }

    private static String unsayable(Statement statement) {
        return "'" + statement.span().text().strip().replaceAll("\\s+", " ") + "' cannot be said in iptables";
    }

    private void add(Match match) {
        matches.add(match);
        last = null;
    }

    // '-m tcp --sport 1024:65535 --dport 22' is one match.
    private void add(Raised found, Span span) {
        Optional<Raised> both = last == null ? Optional.empty() : last.with(found, context);
        if (both.isPresent()) {
            matches.removeLast();
        }
        last = both.orElse(found);
        matches.add(new Match.XtMatch(span, last.extension().name(), Optional.of(last.options()), Optional.empty()));
    }

    // 'ip saddr & 255.0.255.0 == 10.0.2.0'
    private static Compare masked(Compare compare) {
        return compare.selector() instanceof Selector.Binary(Selector left, var operator, Value.IpAddress mask)
                        && operator == Selector.Operator.AND
                        && compare.value() instanceof Value.IpAddress address
                ? new Compare(compare.span(), left, compare.relation(), new Value.Masked(address, mask))
                : compare;
    }

    private boolean isPlain(Compare compare) throws Refusal {
        if (compare.relation() != Relation.EQ && compare.relation() != Relation.NE) {
            return false;
        }
        if (isProtocol(compare) && compare.value() instanceof Value.Number(long number)) {
            if (compare.relation() == Relation.NE) {
                put(Plain.PROTOCOL, protocol(compare.span(), Relation.NE, number), compare);
            }
            return true;
        }
        Optional<Plain> option = option(compare);
        if (option.isEmpty()) {
            return false;
        }
        if (isAddress(option.get()) && plain.containsKey(option.get())) {
            range(compare);
            return true;
        }
        put(option.get(), named(compare), compare);
        return true;
    }

    private static boolean isAddress(Plain option) {
        return option == Plain.SOURCE || option == Plain.DESTINATION;
    }

    private void put(Plain option, Match match, Compare compare) throws Refusal {
        if (option == Plain.OUT && INBOUND.contains(context.chain())
                || option == Plain.IN && OUTBOUND.contains(context.chain())) {
            throw new Refusal(compare.span(), "iptables does not ask for this interface in chain " + context.chain());
        }
        if (plain.putIfAbsent(option, match) != null) {
            throw new Refusal(compare.span(), "iptables asks for this once in a rule");
        }
    }

    // A second network of one direction is said as a range.
    private void range(Compare compare) throws Refusal {
        Value range = switch (compare.value()) {
            case Value.IpAddress address -> new Value.Range(address, address);
            case Value.IpPrefix(Prefix prefix) ->
                new Value.Range(new Value.IpAddress(prefix.first()), new Value.IpAddress(prefix.last()));
            case Value other -> other;
        };
        var ranged = new Compare(compare.span(), compare.selector(), compare.relation(), range);
        var found = Raised.match(List.of(ranged), context.at(compare.span()))
                .orElseThrow(() -> new Refusal(compare.span(), "iptables asks for this once in a rule"));
        add(found, compare.span());
    }

    private static Optional<Plain> option(Compare compare) {
        return switch (compare.value()) {
            case Value.IpAddress _, Value.IpPrefix _, Value.Masked _ ->
                switch (compare.selector()) {
                    case Selector.Payload(Field field)
                    when field == Field.IP_SADDR || field == Field.IP6_SADDR -> Optional.of(Plain.SOURCE);
                    case Selector.Payload(Field field)
                    when field == Field.IP_DADDR || field == Field.IP6_DADDR -> Optional.of(Plain.DESTINATION);
                    case Selector _ -> Optional.empty();
                };
            case Value.Interface _ ->
                switch (compare.selector()) {
                    case Selector.Meta(MetaKey key)
                    when key == MetaKey.IIFNAME || key == MetaKey.IIF -> Optional.of(Plain.IN);
                    case Selector.Meta(MetaKey key)
                    when key == MetaKey.OIFNAME || key == MetaKey.OIF -> Optional.of(Plain.OUT);
                    case Selector _ -> Optional.empty();
                };
            case Value.Number(long number)
            when number == 0
                    && compare.selector()
                            instanceof Selector.Binary(Selector.Payload(Field field), _, Value.Number mask)
                    && field == Field.IP_FRAG_OFF
                    && mask.value() == FRAGMENT_OFFSET -> Optional.of(Plain.FRAGMENT);
            case Value _ -> Optional.empty();
        };
    }

    // An interface is known by its name to iptables.
    private static Compare named(Compare compare) {
        return compare.selector() instanceof Selector.Meta(MetaKey key)
                ? new Compare(
                        compare.span(),
                        new Selector.Meta(
                                key == MetaKey.IIF || key == MetaKey.IIFNAME ? MetaKey.IIFNAME : MetaKey.OIFNAME),
                        compare.relation(),
                        compare.value())
                : compare;
    }

    private Action known(Action.XtTarget target) throws Refusal {
        if (target.options().isEmpty()) {
            throw new Refusal(target.span(), "what target '" + target.name() + "' does is not in the dump");
        }
        return target;
    }

    private void verdict(Action.Decide decide) throws Refusal {
        if (decide.verdict() instanceof Verdict.Drop && context.table().equals("nat")) {
            throw new Refusal(decide.span(), "iptables does not drop in table 'nat'");
        }
        if (!(decide.verdict() instanceof Verdict.Continue)) {
            emit(decide);
        }
    }

    private int target(Action action, List<Statement> rest) throws Refusal {
        Raised found = Raised.target(rest, context.at(action.span()))
                .orElseThrow(() -> new Refusal(action.span(), unsayable(action)));
        check(found.extension(), action.span());
        emit(new Action.XtTarget(
                action.span(), found.extension().name(), Optional.of(found.options()), Optional.empty()));
        return found.count();
    }

    private void check(Extension target, Span span) throws Refusal {
        if (target instanceof Extension.OfTarget known
                && !known.tables().isEmpty()
                && !known.tables().contains(context.table())) {
            throw new Refusal(
                    span,
                    "target '" + known.name() + "' is for table '" + String.join("' or '", known.tables())
                            + "', and this chain comes to table '" + context.table() + "'");
        }
        // The class is the way out's (xt_CLASSIFY.c).
        if (target.name().equals("CLASSIFY") && INBOUND.contains(context.chain())) {
            throw new Refusal(span, "iptables does not take target 'CLASSIFY' in chain " + context.chain());
        }
    }

    private void emit(Action target) {
        var statements = conditions();
        statements.add(target);
        said.add(statements);
    }

    private List<Statement> conditions() {
        var statements = new ArrayList<Statement>(plain.values());
        statements.addAll(matches);
        comment.map(text -> new XtOption(false, "--comment", List.of(text)))
                .map(option ->
                        new Match.XtMatch(context.span(), "comment", Optional.of(List.of(option)), Optional.empty()))
                .ifPresent(statements::add);
        if (counter != null) {
            statements.add(counter);
        }
        return statements;
    }
}
