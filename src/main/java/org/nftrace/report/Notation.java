package org.nftrace.report;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.ir.Chain;
import org.nftrace.net.Prefix;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Connection;
import org.nftrace.trace.DropReason;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Route;

/// The terse notation of formats that are compared and not read aloud; the same in every language.
final class Notation {
    private Notation() {}

    /// {@return `ip filter FORWARD 3`}
    static String place(Place place) {
        return place.table().label(place.chain()) + " " + place.index();
    }

    /// {@return `172.20.0.0/24`, and one address without its length}
    static String address(Prefix prefix) {
        return prefix.length() == prefix.address().width() ? prefix.address().toString() : prefix.toString();
    }

    static String policy(Optional<Chain.Policy> policy) {
        return policy.map(Notation::word).orElse("accept");
    }

    /// {@return a constant's name in lower case with dashes: `nothing-else-said`}
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String assumption(Assumption assumption) {
        return switch (assumption) {
            case Assumption.IsLocal(var address, var ground) -> "local " + address + " (" + word(ground) + ")";
            case Assumption.IsNotLocal(var address, var ground) -> "not-local " + address + " (" + word(ground) + ")";
            case Assumption.Behind(var network, var name, var place) ->
                "behind " + network + " " + name
                        + place.map(p -> " (rule " + place(p) + ")").orElse("");
            case Assumption.NotBehind(var address, var port, var ground) ->
                "not-behind " + address + " " + port + " (" + word(ground) + ")";
            case Assumption.OwnAddress(var name, var address, var ground) ->
                "own-address " + name + " " + address + " (" + word(ground) + ")";
            case Assumption.WayBack(var source, var ground) -> "way-back " + source + " (" + word(ground) + ")";
            case Assumption.InIsNoneOf(var names, var ground) ->
                "in-none-of " + names(names) + " (" + word(ground) + ")";
            case Assumption.InIs(var name, var ground) -> "in " + name + " (" + word(ground) + ")";
            case Assumption.OutIsNoneOf(var names, var ground) ->
                "out-none-of " + names(names) + " (" + word(ground) + ")";
            case Assumption.Forwards(var ground) -> "forwards (" + word(ground) + ")";
            case Assumption.FirstOfConnection(var ground) -> "first-of-connection (" + word(ground) + ")";
            case Assumption.TieBackwards(var chains) ->
                "tie-backwards " + chains.stream().map(Chain::name).collect(Collectors.joining(","));
            case Assumption.TieWithPlace(var chain, var place, var chainFirst) ->
                "tie " + chain.name() + (chainFirst ? " before " : " after ") + word(place);
            case Assumption.OnlyTheseRoutes(var destination, var ground) ->
                "only-these-routes " + destination + " (" + word(ground) + ")";
            case Assumption.Sysctl(var name, var value, var ground) ->
                "sysctl " + name + "=" + value + " (" + word(ground) + ")";
            case Assumption.SetAsListed(var family, var table, var set) ->
                "set-as-listed " + family.label() + " " + table + " " + set;
            case Assumption.OrdinaryAddress(var end, var ground) ->
                "ordinary-" + end.name().toLowerCase(Locale.ROOT) + " (" + word(ground) + ")";
            case Assumption.PlainHeaders(var ground) -> "plain-headers (" + word(ground) + ")";
            case Assumption.FieldIs(var fact, var value, var ground) ->
                "field " + fact.keyword() + "=" + PacketText.number(fact, value) + " (" + word(ground) + ")";
        };
    }

    // The set has no order of its own.
    static String names(java.util.Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(","));
    }

    static String cause(Cause cause) {
        return switch (cause) {
            case Cause.ByRule(var place) -> "by rule " + place(place);
            case Cause.ByConnection(var reverse) -> reverse ? "by connection, reply" : "by connection";
            case Cause.Forwarding() -> "by forwarding";
            case Cause.Reassembly() -> "by reassembly";
        };
    }

    static String connection(Connection connection) {
        var out = new StringBuilder(
                connection.states().stream().sorted().map(Notation::word).collect(Collectors.joining(",")));
        out.append(connection.isReply() ? " reply" : " original");
        connection.status().stream()
                .sorted()
                .map(Notation::word)
                .forEach(s -> out.append(' ').append(s));
        connection.mark().ifPresent(m -> out.append(" mark=").append(Numbers.hex(m)));
        return out.toString();
    }

    static String route(Route route) {
        return switch (route) {
            case Route.ToHost(var destination) -> "input" + to(destination);
            case Route.Through(var destination, var out, var next) ->
                "forward" + to(destination) + out(out) + via(next);
            case Route.Out(var destination, var out, var next, var again) ->
                (again ? "again" : "output") + to(destination) + out(out) + via(next);
            case Route.ToBridge(var destination, var bridge, var passed) ->
                "bridge-input" + to(destination)
                        + bridge.map(b -> " bridge=" + b).orElse("")
                        + (passed ? " passed" : "");
            case Route.Bridged(var port) -> "bridge" + out(port);
        };
    }

    private static String to(Optional<?> address) {
        return " " + address.map(Object::toString).orElse("?");
    }

    private static String out(Optional<String> name) {
        return name.map(n -> " out=" + n).orElse("");
    }

    private static String via(Optional<?> address) {
        return address.map(a -> " via=" + a).orElse("");
    }

    static String drop(DropReason reason) {
        return switch (reason) {
            case DropReason.NoRoute(var destination) -> "no-route " + destination;
            case DropReason.RouteSays(var type, var destination) -> "route-" + word(type) + " " + destination;
            case DropReason.NotForwarding(var in) ->
                "not-forwarding" + in.map(n -> " in=" + n).orElse("");
            case DropReason.TtlExceeded() -> "ttl-exceeded";
            case DropReason.MartianSource(var source) -> "martian-source " + source;
            case DropReason.MartianDestination(var destination) -> "martian-destination " + destination;
            case DropReason.ReversePath(var source, var in) -> "reverse-path " + source + " in=" + in;
            case DropReason.NotJoined(var group) -> "not-joined " + group;
            case DropReason.BadAddress(var address) -> "bad-address " + address;
            case DropReason.BadFrame() -> "bad-frame";
            case DropReason.RouteLocalnet(var destination) -> "route-localnet " + destination;
            case DropReason.NoHairpin(var port) -> "no-hairpin " + port;
            case DropReason.NoAddress(var name) -> "no-address " + name;
            case DropReason.OtherWayOut(var was, var now) -> "other-way-out " + was + " " + now;
            case DropReason.PortsExhausted() -> "ports-exhausted";
            case DropReason.QueueWithoutListener() -> "queue-without-listener";
        };
    }

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var end) -> "accept " + word(end);
            case Outcome.Dropped(var by) ->
                "drop" + by.map(p -> " by rule " + place(p)).orElse(" by policy");
            case Outcome.Rejected(var by) -> "reject by rule " + place(by);
            case Outcome.Stopped(var reason) -> "drop outside of rules: " + drop(reason);
            case Outcome.Queued(var by) -> "queue by rule " + place(by);
            case Outcome.Undecided(var question) -> "unknown: " + question(question);
        };
    }

    static String question(Question question) {
        return switch (question) {
            case Question.Holds(var place, var statement, var because) ->
                place(place) + " `" + statement.span().text() + "`: " + question(because);
            case Question.Selects(var place, var statement, var elements) ->
                place(place) + " `" + statement.span().text() + "`: "
                        + (elements.isEmpty()
                                ? "no element"
                                : elements.stream().map(e -> e.span().text()).collect(Collectors.joining(" | ")));
            case Question.Takes(var place, var statement, var value) ->
                place(place) + " `" + statement.span().text() + "` takes "
                        + value.map(Object::toString).orElse("nothing");
            case Question.Listens(var place) -> place(place) + " listens";
            case Question.IsInState(var state) -> "connection is " + word(state);
            case Question.Forwards() -> "host forwards";
            case Question.IsForHost() -> "is the destination local";
            case Question.ChainReturns(var chain) -> "chain " + chain + " returns";
            case Question.OutcomeOf(var place, var statement) ->
                place(place) + " outcome of `" + statement.span().text() + "`";
            case Question.WaysOfCopies() -> "ways of copies";
            case Question.TooDeep(var place) -> place(place) + " jumps too deep";
            case Question.IsLocal(var address) -> "is " + address + " local";
            case Question.ValueOf(var fact) -> fact.keyword();
            case Question.ResultOf(var selector) ->
                "result of " + selector.getClass().getSimpleName();
            case Question.StateOf(var statement) ->
                "state of `" + statement.span().text() + "`";
            case Question.MeaningOf(var statement) ->
                "meaning of `" + statement.span().text() + "`";
            case Question.ElementsOf(var set) -> "elements of " + set;
            case Question.NotTold(var assumption) -> "not told: " + assumption(assumption);
            case Question.TooManyBranches(var bound) -> "more than " + bound + " branches";
        };
    }

    static String condition(Condition condition) {
        return condition.terms().isEmpty()
                ? "otherwise"
                : condition.terms().stream()
                        .map(t -> (t.holds() ? "yes " : "no ") + asked(t.question()))
                        .collect(Collectors.joining(" and "));
    }

    // Why it is asked stands at the fork.
    private static String asked(Question question) {
        return question instanceof Question.Holds(var place, var statement, _)
                ? place(place) + " `" + statement.span().text() + "`"
                : question(question);
    }
}
