package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// How far two dumps tell of the same table: chain by chain, rule by rule.
final class Resemblance {
    private final Span place;
    private final Map<String, Chain> listed = new HashMap<>();
    private final Set<String> same = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private int sameRules;
    private int otherRules;

    /// Something that only one of the two says.
    ///
    /// @param chain which is not the same in both
    record Difference(Span span, String chain, String what) {}

    private Resemblance(Table listed) {
        place = listed.span();
        listed.chains().forEach(c -> this.listed.put(c.name(), c));
    }

    /// @param listed what the other is held against
    /// @param shown  may be a part: chains that are not in it say nothing
    static Resemblance of(Table listed, Table shown) {
        var resemblance = new Resemblance(listed);
        shown.chains().forEach(resemblance::chain);
        return resemblance;
    }

    private void chain(Chain shown) {
        Chain known = listed.get(shown.name());
        var difference = known == null ? missing(shown) : difference(known, shown);
        difference.ifPresentOrElse(differences::add, () -> same.add(shown.name()));
        if (difference.isPresent()) {
            otherRules += Math.max(1, shown.rules().size());
        } else {
            sameRules += shown.rules().size();
        }
    }

    // iptables shows the chains of the kernel's own that nf_tables does not have yet: nothing is in them.
    private Optional<Difference> missing(Chain shown) {
        boolean unused = shown.rules().isEmpty()
                && shown.base()
                        .filter(b -> b.policy().orElse(Chain.Policy.ACCEPT) == Chain.Policy.ACCEPT)
                        .isPresent();
        return unused
                ? Optional.empty()
                : Optional.of(difference(shown.span(), shown, "is not in the one at " + place));
    }

    private static Optional<Difference> difference(Chain listed, Chain shown) {
        int here = shown.rules().size();
        int there = listed.rules().size();
        if (here != there) {
            String what = "has " + rules(here) + " here and " + there + " at " + listed.span();
            return Optional.of(difference(shown.span(), shown, what));
        }
        for (int i = 0; i < here; i++) {
            Rule rule = shown.rules().get(i);
            Rule other = listed.rules().get(i);
            if (!new SameRule(other, rule).holds()) {
                String what = "has as its rule " + (i + 1) + " another than the one at " + other.span();
                return Optional.of(difference(rule.span(), shown, what));
            }
        }
        return policy(listed, shown);
    }

    private static String rules(int count) {
        return count == 1 ? "1 rule" : count + " rules";
    }

    private static Optional<Difference> policy(Chain listed, Chain shown) {
        var here = shown.base().flatMap(Chain.Base::policy);
        var there = listed.base().flatMap(Chain.Base::policy);
        boolean same = here.isEmpty() || there.isEmpty() || here.equals(there);
        return same
                ? Optional.empty()
                : Optional.of(difference(
                        shown.base().orElseThrow().span(),
                        shown,
                        "has another policy than at "
                                + listed.base().orElseThrow().span()));
    }

    private static Difference difference(Span span, Chain chain, String what) {
        return new Difference(span, chain.name(), "chain '" + chain.name() + "' " + what);
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    boolean isSame(String chain) {
        return same.contains(chain);
    }

    boolean hasRules() {
        return sameRules + otherRules > 0;
    }

    /// {@return whether more rules are the same than are not: two tables are hardly so alike by chance}
    boolean isLikely() {
        return sameRules >= otherRules;
    }
}
