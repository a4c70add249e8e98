package org.nftrace.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// What a rule says of interfaces and addresses, and what it does, as far as [Inference] needs it.
final class RuleShape {
    private final Set<String> in = new HashSet<>();
    private final Set<String> inNot = new HashSet<>();
    private final Set<String> out = new HashSet<>();
    private final Set<String> outNot = new HashSet<>();
    private final List<Prefix> sources = new ArrayList<>();
    private final List<Prefix> destinations = new ArrayList<>();
    private final List<Address> dnatTargets = new ArrayList<>();
    private final List<Address> snatTargets = new ArrayList<>();
    private boolean accepts;
    private boolean drops;
    private boolean masquerades;
    private boolean mapsDestination;

    private RuleShape() {}

    static RuleShape of(Rule rule) {
        var shape = new RuleShape();
        shape.statements(rule.statements());
        return shape;
    }

    private void statements(List<? extends Statement> statements) {
        for (Statement statement : statements) {
            switch (statement) {
                case Match.Compare compare -> compare(compare);
                case Match.XtMatch xt -> xt.meaning().ifPresent(this::statements);
                case Match.AnyOf _, Match.Limit _, Match.Quota _, Match.ConnectionLimit _, Match.Unread _ -> {}
                case Action action -> action(action);
            }
        }
    }

    private void action(Action action) {
        switch (action) {
            case Action.Decide(_, Verdict verdict) -> {
                accepts |= verdict instanceof Verdict.Accept;
                drops |= verdict instanceof Verdict.Drop;
            }
            case Action.Reject _ -> drops = true;
            case Action.Nat nat -> nat(nat);
            case Action.XtTarget target -> target.meaning().ifPresent(this::statements);
            case Action.VerdictMap _,
                    Action.Counter _,
                    Action.Last _,
                    Action.ObjectReference _,
                    Action.Log _,
                    Action.Assign _,
                    Action.Notrack _,
                    Action.Queue _,
                    Action.Dup _,
                    Action.Fwd _,
                    Action.Tproxy _,
                    Action.Synproxy _,
                    Action.Offload _,
                    Action.ResetOption _,
                    Action.SetUpdate _ -> {}
        }
    }

    private void nat(Action.Nat nat) {
        switch (nat.kind()) {
            case MASQUERADE -> masquerades = true;
            case SNAT -> {
                masquerades = true;
                nat.address().ifPresent(a -> address(a, snatTargets));
            }
            case DNAT -> {
                mapsDestination = true;
                nat.address().ifPresent(a -> address(a, dnatTargets));
            }
            case REDIRECT -> mapsDestination = true;
        }
    }

    private static void address(Expression expression, List<Address> into) {
        if (expression instanceof Value.IpAddress(Address address)) {
            into.add(address);
        }
    }

    private void compare(Match.Compare compare) {
        boolean equal = compare.relation() == Relation.EQ;
        if (!equal && compare.relation() != Relation.NE) {
            return;
        }
        if (compare.selector() instanceof Selector.Meta(MetaKey key)) {
            if (key == MetaKey.IIF || key == MetaKey.IIFNAME) {
                name(compare.value(), equal ? in : inNot);
            } else if (key == MetaKey.OIF || key == MetaKey.OIFNAME) {
                name(compare.value(), equal ? out : outNot);
            }
        } else if (equal && compare.selector() instanceof Selector.Payload(Field field)) {
            if (field == Field.IP_SADDR || field == Field.IP6_SADDR) {
                prefix(compare.value(), sources);
            } else if (field == Field.IP_DADDR || field == Field.IP6_DADDR) {
                prefix(compare.value(), destinations);
            }
        }
    }

    private static void name(Value value, Set<String> into) {
        if (value instanceof Value.Interface(var pattern) && !pattern.wildcard()) {
            into.add(pattern.text());
        }
    }

    private static void prefix(Value value, List<Prefix> into) {
        if (value instanceof Value.IpAddress(Address address)) {
            into.add(new Prefix(address, address.width()));
        } else if (value instanceof Value.IpPrefix(Prefix prefix)) {
            into.add(prefix.network());
        }
    }

    Set<String> in() {
        return in;
    }

    Set<String> inNot() {
        return inNot;
    }

    Set<String> out() {
        return out;
    }

    Set<String> outNot() {
        return outNot;
    }

    List<Prefix> sources() {
        return sources;
    }

    List<Prefix> destinations() {
        return destinations;
    }

    List<Address> dnatTargets() {
        return dnatTargets;
    }

    List<Address> snatTargets() {
        return snatTargets;
    }

    boolean accepts() {
        return accepts;
    }

    boolean drops() {
        return drops;
    }

    boolean masquerades() {
        return masquerades;
    }

    boolean mapsDestination() {
        return mapsDestination;
    }
}
