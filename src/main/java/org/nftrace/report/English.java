package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.packet.Fact;
import org.nftrace.report.Generators.Generator;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Clue;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Connection;
import org.nftrace.trace.DropReason;
import org.nftrace.trace.Nearest;
import org.nftrace.trace.Obstacle;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Route;

/// The article in English.
final class English implements Words {

    @Override
    public String hook(Family layer, Hook hook, boolean inside) {
        return switch (layer) {
            case IP, IP6, INET -> hook.label() + (inside ? ", called from within the bridge's (br_netfilter)" : "");
            case ARP, BRIDGE, NETDEV -> layer.label() + " " + hook.label();
        };
    }

    @Override
    public String baseChain(Hook hook, int priority, String chain, String policy, Optional<Generator> by) {
        return hook.label() + ", priority " + priority + ": base chain " + chain + " ("
                + by.map(g -> g.said().en() + "; ").orElse("") + "policy " + policy + ")";
    }

    @Override
    public String matched(String conditions, String effect, Optional<Generator> by) {
        return (conditions.isEmpty() ? "no condition" : conditions) + " → " + effect
                + by.map(g -> " (" + g.said().en() + ")").orElse("");
    }

    @Override
    public String countedNothing(List<Place> rules) {
        return "matched here, but counted 0 in the dump, unlike others of their tables: "
                + rules.stream().map(Notation::place).collect(Collectors.joining(", "));
    }

    @Override
    public String accepted(String baseChain, boolean another) {
        return baseChain + " is done, "
                + (another ? "the next base chain is asked" : "no other base chain is left in this hook");
    }

    @Override
    public String also(String first, String second) {
        return first + "; " + second;
    }

    @Override
    public String natSettled(String policy) {
        return "nat is settled in this hook, policy " + policy + " need not be asked";
    }

    @Override
    public String ended() {
        return "the packet ends here";
    }

    @Override
    public String unknown() {
        return "unknown";
    }

    @Override
    public String changed(Fact fact, String before, String after) {
        String name = EnglishFacts.name(fact);
        String becomes = EnglishFacts.isPlural(fact) ? " become " : " becomes ";
        return before.isEmpty() ? name + becomes + after : name + " " + before + becomes + after;
    }

    @Override
    public String returned(boolean explicit, String from, Optional<String> to) {
        return (explicit ? "return" : "end of chain") + ": nothing was decided in " + from + ", "
                + to.map(chain -> "on with the next rule of " + chain).orElse("the base chain's policy is next");
    }

    @Override
    public String policy(String chain, String policy, boolean matched) {
        return (matched ? "no rule of " + chain + " decided" : "no rule matches") + ": policy " + policy;
    }

    @Override
    public String packetNow(String packet) {
        return "packet now: " + packet;
    }

    @Override
    public String routed(Route route) {
        return switch (route) {
            case Route.ToHost(var destination) -> "routed: " + to(destination) + " is the host itself → input";
            case Route.Through(var destination, var out, var next) ->
                "routed: " + to(destination)
                        + out.map(o -> " is reached by " + o).orElse("") + via(next) + " → forward";
            case Route.Out(var destination, var out, var next, var again) ->
                (again ? "routed again: " : "routed: ")
                        + to(destination)
                        + out.map(o -> " is reached by " + o).orElse("")
                        + via(next)
                        + (again ? " → postrouting" : " → output");
            case Route.ToBridge(var destination, var bridge, var passed) ->
                "bridged: for " + to(destination) + " it goes up through "
                        + bridge.orElse("the bridge") + ", to none of its ports → input of the bridge, then "
                        + (passed ? "ip's routing: its prerouting was passed within the bridge" : "ip's prerouting");
            case Route.Bridged(var port) ->
                "bridged: "
                        + port.map(p -> "out of port " + p).orElse("out of the port behind which the destination is");
        };
    }

    private static String to(Optional<?> destination) {
        return destination.map(Object::toString).orElse("a destination that is not known");
    }

    private static String via(Optional<?> nextHop) {
        return nextHop.map(n -> " via " + n).orElse("");
    }

    @Override
    public String tracked(Connection connection) {
        return "connection tracking: " + Notation.connection(connection);
    }

    @Override
    public String translated(boolean reverse, String changes) {
        return (reverse ? "conntrack puts back what nat changed: " : "conntrack translates as for the first packet: ")
                + changes + "; no nat chain is asked, the connection's first packet settled its nat";
    }

    @Override
    public String reassembled(String changes) {
        return "it is held until the other fragments are there, and the whole packet goes on"
                + (changes.isEmpty() ? "" : ": " + changes);
    }

    @Override
    public String forwarding(String changes) {
        return "forwarding: " + changes;
    }

    @Override
    public String dropped(DropReason reason) {
        return "dropped by the kernel, not by a rule: " + EnglishFacts.reason(reason);
    }

    @Override
    public String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var end) ->
                switch (end) {
                    case LOCAL -> "accepted: delivered to the host";
                    case FORWARD -> "accepted: forwarded";
                    case OUT -> "accepted: sent";
                    case BRIDGE -> "accepted: bridged";
                };
            case Outcome.Dropped(var by) ->
                by.map(p -> "dropped by rule " + p.index() + " of " + p.table().label(p.chain()))
                        .orElse("dropped by policy");
            case Outcome.Rejected(var by) -> "rejected by rule " + Notation.place(by);
            case Outcome.Stopped(var reason) -> dropped(reason);
            case Outcome.Queued(var by) -> "undecided: handed to a program by the queue of rule " + Notation.place(by);
            case Outcome.Undecided(var question) -> "undecided: " + question(question);
        };
    }

    @Override
    public String question(Question question) {
        return EnglishForks.question(question);
    }

    @Override
    public String condition(Condition condition) {
        return EnglishForks.condition(condition);
    }

    @Override
    public String dependsOn(List<Fact> fields) {
        return "it depends on the "
                + fields.stream().map(EnglishFacts::name).collect(Collectors.joining(" and the "))
                + (fields.size() == 1 && !EnglishFacts.isPlural(fields.getFirst())
                        ? ", which was not given"
                        : ", which were not given");
    }

    @Override
    public String undecided(Fate verdict) {
        return verdict == Fate.UNKNOWN
                ? "undecided: the branches end differently"
                : verdict.label()
                        + " in every branch, but where it gets to, or from where it seems to come, is undecided";
    }

    @Override
    public String ends() {
        return "how it ends";
    }

    @Override
    public String more(int left) {
        return "… and " + left + " more";
    }

    @Override
    public String asIn(String hook, String letter, boolean differs) {
        return hook + ": as in [" + letter + "]" + (differs ? ", but" : "");
    }

    @Override
    public String otherwise() {
        return "otherwise";
    }

    @Override
    public String assumption(Assumption assumption, boolean hostTold) {
        List<String> remedy = Remedy.of(assumption);
        return EnglishFacts.assumption(assumption, hostTold)
                + (remedy.isEmpty() ? "" : "; say " + String.join(" or ", remedy));
    }

    @Override
    public String clue(Clue clue) {
        return EnglishFacts.clue(clue);
    }

    @Override
    public String assumed() {
        return "assumed";
    }

    @Override
    public String whyNot(WhyNot why) {
        return why.failed()
                + why.value().map(v -> ": packet has " + v).orElse("")
                + why.nearest().map(n -> ", " + nearest(n, why)).orElse("");
    }

    private static String nearest(Nearest nearest, WhyNot why) {
        return switch (nearest) {
            case Nearest.Element(var key) -> "nearest is " + why.text(key);
            case Nearest.Holding(var key) -> why.text(key) + " holds it";
            case Nearest.EmptySet() -> "the set is empty";
        };
    }

    @Override
    public String leftOut(int rules) {
        return count(rules, "rule") + " passed over";
    }

    @Override
    public String contents(int chains, int rules, int sets) {
        return count(chains, "chain") + ", " + count(rules, "rule") + (sets == 0 ? "" : ", " + count(sets, "set"));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    @Override
    public String notModelled() {
        return "read, but not modelled: whether it matches, or what it does, is unknown in a trace";
    }

    @Override
    public String endOfChain(String chain) {
        return "(end of " + chain + ")";
    }

    @Override
    public String asked(String name, String text) {
        return "why not " + name + (text.isEmpty() ? "" : ": " + text);
    }

    @Override
    public String reaches(boolean rule) {
        return rule
                ? "nothing keeps it from there: the rule matches"
                : "nothing keeps it from there: the chain is entered";
    }

    @Override
    public String obstacle(Obstacle obstacle) {
        return EnglishObstacles.of(obstacle, this);
    }

    @Override
    public String wouldReach(String changes) {
        return "it would come there, and match, if " + changes + " (traced):";
    }

    @Override
    public String noneReaches() {
        return "no packet like it was found that comes there: up to three fields were changed at once";
    }
}
