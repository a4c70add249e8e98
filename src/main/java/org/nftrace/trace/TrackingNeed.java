package org.nftrace.trace;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Selector;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// Which tables make the kernel track connections.
///
/// A network namespace tracks a family as long as some rule needs it, reached or not, in a dormant table too: whatever
/// asks or sets `ct`, the ct objects, a nat statement; not a nat chain by itself and not `notrack` (nf_ct_netns_get in
/// nft_ct.c, nft_nat.c, …).
final class TrackingNeed {
    private static final Set<String> XT_MATCHES =
            Set.of("conntrack", "state", "connmark", "connlimit", "connbytes", "connlabel", "helper", "cluster");
    private static final Set<String> XT_TARGETS =
            Set.of("CONNMARK", "CT", "CONNSECMARK", "SYNPROXY", "MASQUERADE", "REDIRECT", "SNAT", "DNAT", "NETMAP");

    private final Family home;
    private final Set<Family> tracked = EnumSet.noneOf(Family.class);

    private TrackingNeed(Family home) {
        this.home = home;
    }

    /// {@return of `IP` and `IP6` those that are tracked because of this table}
    static Set<Family> of(Table table) {
        var need = new TrackingNeed(table.family());
        if (need.families(Optional.empty()).isEmpty()) {
            return Set.of();
        }
        table.objects().forEach(need::object);
        for (NamedSet set : table.sets()) {
            need.statements(set.state());
        }
        table.chains().forEach(chain -> chain.rules().forEach(rule -> need.statements(rule.statements())));
        return need.tracked;
    }

    // What a need of the table switches on; `said` is the family that a nat statement of an inet table names.
    private Set<Family> families(Optional<Family> said) {
        return switch (home) {
            case IP -> Set.of(Family.IP);
            case IP6 -> Set.of(Family.IP6);
            case INET -> said.filter(f -> f != Family.INET).map(Set::of).orElseGet(() -> Set.of(Family.IP, Family.IP6));
            case ARP, BRIDGE, NETDEV -> Set.of();
        };
    }

    private void need() {
        tracked.addAll(families(Optional.empty()));
    }

    private void object(StatefulObject object) {
        switch (object.kind()) {
            case CT_HELPER, CT_TIMEOUT, CT_EXPECTATION, SYNPROXY -> need();
            case COUNTER, QUOTA, LIMIT, SECMARK, TUNNEL -> {}
        }
    }

    private void statements(List<? extends Statement> statements) {
        statements.forEach(this::statement);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Match match -> match(match);
            case Action action -> action(action);
        }
    }

    private void match(Match match) {
        switch (match) {
            case Match.Compare compare -> {
                expression(compare.selector());
                expression(compare.value());
            }
            case Match.AnyOf any -> statements(any.matches());
            case Match.ConnectionLimit _ -> need();
            case Match.XtMatch xt -> {
                xt.meaning().ifPresent(this::statements);
                if (XT_MATCHES.contains(xt.name())) {
                    need();
                }
            }
            case Match.Limit _, Match.Quota _, Match.Unread _ -> {}
        }
    }

    private void action(Action action) {
        switch (action) {
            case Action.Nat nat -> {
                tracked.addAll(families(nat.family()));
                nat.address().ifPresent(this::expression);
                nat.port().ifPresent(this::expression);
            }
            case Action.VerdictMap map -> {
                expression(map.key());
                expression(map.map());
            }
            case Action.Assign assign -> {
                expression(assign.target());
                expression(assign.value());
            }
            case Action.SetUpdate update -> {
                expression(update.key());
                update.data().ifPresent(this::expression);
                statements(update.state());
            }
            case Action.ObjectReference reference -> expression(reference.name());
            case Action.XtTarget target -> {
                target.meaning().ifPresent(this::statements);
                if (target.meaning().isEmpty() && XT_TARGETS.contains(target.name())) {
                    need();
                }
            }
            case Action.Synproxy _, Action.Offload _ -> need();
            case Action.Decide _,
                    Action.Counter _,
                    Action.Last _,
                    Action.Log _,
                    Action.Reject _,
                    Action.Notrack _,
                    Action.Queue _,
                    Action.Dup _,
                    Action.Fwd _,
                    Action.Tproxy _,
                    Action.ResetOption _ -> {}
        }
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Selector.Ct _ -> need();
            case Selector.Concatenation concatenation -> concatenation.parts().forEach(this::expression);
            case Selector.Binary binary -> {
                expression(binary.left());
                expression(binary.right());
            }
            case Selector.Lookup lookup -> {
                expression(lookup.key());
                expression(lookup.map());
            }
            case Selector.Hash hash -> hash.of().ifPresent(this::expression);
            case Selector.Inner inner -> expression(inner.of());
            case Selector.Payload _,
                    Selector.Raw _,
                    Selector.Meta _,
                    Selector.Fib _,
                    Selector.Rt _,
                    Selector.Socket _,
                    Selector.Osf _,
                    Selector.Ipsec _,
                    Selector.Tunnel _,
                    Selector.ExtensionHeader _,
                    Selector.Option _,
                    Selector.Numgen _ -> {}
            case Value.SetLiteral literal -> literal.elements().forEach(e -> statements(e.state()));
            case Value _ -> {}
        }
    }
}
