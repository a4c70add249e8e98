package org.nftrace.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;

/// What a rule asks of the packet before it does anything: `ip saddr 10.0.0.1 tcp dport 22` of a rule that goes on with
/// `limit rate …`.
///
/// Of each condition of which the rule cannot do without, one says: where everything asked before has one value, and
/// this has none of those wanted, the rule does not match, and nothing had to be assumed.
final class Opening {
    private final List<Need> needs = new ArrayList<>();
    private final Set<Quantity> asked = new LinkedHashSet<>();

    /// The rule matches only where the quantity is wanted.
    ///
    /// @param before what the rule looks at first
    record Need(Quantity quantity, Ranges wanted, Set<Quantity> before) {
        Need {
            before = Set.copyOf(before);
        }
    }

    private Opening() {}

    static List<Need> of(ReadyRule rule) {
        var opening = new Opening();
        for (int i = 0; i < rule.length(); i++) {
            boolean goesOn = switch (rule.statement(i)) {
                case Match _ -> opening.ask(rule.criterion(i));
                case Action action -> action instanceof Action.Counter;
            };
            if (!goesOn) {
                break;
            }
        }
        return opening.needs;
    }

    // Whether what comes after it is sure to be asked, too: of what is open, or may change on the way, nothing is said.
    private boolean ask(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Atom(Quantity quantity, Ranges wanted, _) -> {
                needs.add(new Need(quantity, wanted.and(Ranges.ofWidth(quantity.width())), asked));
                asked.add(quantity);
                yield true;
            }
            case Criterion.All(List<Criterion> parts) -> parts.stream().allMatch(this::ask);
            case Criterion.Any _, Criterion.Member _ -> look(criterion);
            case Criterion.Open _, Criterion.Stored _ -> false;
        };
    }

    private boolean look(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Atom atom -> {
                asked.add(atom.quantity());
                yield true;
            }
            case Criterion.All(List<Criterion> parts) -> parts.stream().allMatch(this::look);
            case Criterion.Any(List<Criterion> parts) -> parts.stream().allMatch(this::look);
            case Criterion.Member member -> {
                member.key().forEach(part -> asked.addAll(part.quantities()));
                yield true;
            }
            case Criterion.Open _, Criterion.Stored _ -> false;
        };
    }
}
