package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.packet.Fact;
import org.nftrace.report.Generators.Generator;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Clue;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Connection;
import org.nftrace.trace.DropReason;
import org.nftrace.trace.Obstacle;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Route;

/// Every sentence of the article, once a language: one that a language lacks does not compile.
///
/// Rules, addresses and names come in as text and stay as they are; what chains, hooks and verdicts are called does
/// too.
interface Words {

    /// {@return `forward`, the heading of a hook's part}
    ///
    /// @param inside the hook of a bridge calls it
    String hook(Family layer, Hook hook, boolean inside);

    /// {@return `forward, priority 0: base chain ip filter FORWARD (policy drop)`}
    ///
    /// @param by whose chain it is, by its name
    String baseChain(Hook hook, int priority, String chain, String policy, Optional<Generator> by);

    /// {@return `fib daddr type local → jump DOCKER`}
    ///
    /// @param conditions the rule's matches as the dump has them, or empty
    /// @param by         whose rule it is, by names and comments
    String matched(String conditions, String effect, Optional<Generator> by);

    /// {@return that the counters of these rules are 0 while others of their tables are not}
    String countedNothing(List<Place> rules);

    /// {@return that an accept ends the base chain, and whether the hook has another one}
    String accepted(String baseChain, boolean another);

    /// {@return both, one sentence after the other}
    String also(String first, String second);

    /// {@return that a nat rule took hold, so that neither later nat rules of the hook nor the policy are asked}
    String natSettled(String policy);

    /// {@return that nothing comes after a drop}
    String ended();

    /// {@return what stands for an address that is not known}
    String unknown();

    /// {@return `destination 10.0.0.1 becomes 10.0.0.2`}
    String changed(Fact fact, String before, String after);

    /// {@return `return: nothing was decided in DOCKER-USER, on with the next rule of FORWARD`}
    ///
    /// @param explicit a rule said `return`; else the chain came to its end
    /// @param to       the chain that it comes back to; absent when the base chain's policy is next
    String returned(boolean explicit, String from, Optional<String> to);

    /// {@return `no rule matched: policy accept`}
    ///
    /// @param matched whether some rule of the base chain matched
    String policy(String chain, String policy, boolean matched);

    /// {@return `packet now: udp 10.0.0.1 → 10.0.0.2:53`}
    String packetNow(String packet);

    String routed(Route route);

    String tracked(Connection connection);

    /// {@return that conntrack translated the packet, without a rule}
    String translated(boolean reverse, String changes);

    String forwarding(String changes);

    String reassembled(String changes);

    String dropped(DropReason reason);

    String outcome(Outcome outcome);

    /// {@return `it depends on: …`, what would have to be known}
    String question(Question question);

    String condition(Condition condition);

    /// {@return `it depends on the destination port, which was not given`}
    String dependsOn(List<Fact> fields);

    /// {@return that the branches end differently}
    ///
    /// @param verdict what they have in common
    String undecided(Fate verdict);

    /// {@return the heading of the ways in which the branches end}
    String ends();

    /// {@return `… and 3 more`}
    String more(int left);

    /// {@return that in a hook all is as in the branch of that letter, but for what follows}
    String asIn(String hook, String letter, boolean differs);

    /// {@return the heading of what follows for the branches that did not part}
    String otherwise();

    /// {@return what is assumed, why, and what to say instead}
    ///
    /// @param hostTold whether anything was told of the host
    String assumption(Assumption assumption, boolean hostTold);

    /// {@return what a rule shows of the host: `rule ip nat DOCKER 4 maps to 172.20.0.4, another machine`}
    String clue(Clue clue);

    /// {@return the heading of the assumptions}
    String assumed();

    /// {@return `udp dport 514: packet has 1812`}
    String whyNot(WhyNot why);

    /// {@return `12 rules passed over`}
    String leftOut(int rules);

    /// {@return `3 chains, 11 rules`}
    String contents(int chains, int rules, int sets);

    /// {@return the heading of what was read and means nothing to a trace}
    String notModelled();

    /// {@return what stands for the end of a chain in dumps that do not write one}
    String endOfChain(String chain);

    /// {@return `why not ip filter INPUT 3: tcp dport 22 accept`}
    ///
    /// @param text the rule's own; empty for a chain
    String asked(String name, String text);

    /// {@return that nothing keeps the packet from the rule, or the chain}
    String reaches(boolean rule);

    String obstacle(Obstacle obstacle);

    /// {@return that a packet with these changes was traced and comes there}
    String wouldReach(String changes);

    /// {@return that no such packet was found}
    String noneReaches();
}
