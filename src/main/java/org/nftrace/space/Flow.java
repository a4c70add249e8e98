package org.nftrace.space;

/// What a set of packets does in a chain: those that go on from rule to rule, and those that left it by `return`.
///
/// Most rules take little of much. So what they take is gathered, and subtracted from all that came now and then only;
/// what meets a rule is found without that.
final class Flow {
    /// In shorter chains each rule takes what it takes at once.
    private static final int LONG = 64;

    private final Pile taken;
    private final Pile returned;
    private final PacketSet start;
    private PacketSet base;
    /// Packets of the base that are alike in all, to try rules with.
    private PacketSet some;

    private final boolean atOnce;

    private int rules;
    /// After so many rules it is looked whether anything is left.
    private int patience = 1;

    Flow(PacketSet start, PacketSet none, int rules) {
        atOnce = rules < LONG;
        this.start = start;
        base = start.kept();
        some = none.kept();
        taken = new Pile(none);
        returned = new Pile(none);
    }

    /// {@return whether no packet is left for the next rule; sometimes that is seen a few rules later}
    boolean isSpent() {
        rules++;
        if (rules >= patience) {
            patience *= 2;
            through();
        }
        return base.isEmpty();
    }

    /// {@return those that go on with the next rule; the flow keeps them}
    PacketSet through() {
        if (!taken.isEmpty()) {
            becomes(taken.takenFrom(base));
        }
        return base;
    }

    private void becomes(PacketSet left) {
        base.release();
        base = left;
        taken.clear();
    }

    /// {@return those of them that may have what a rule asks for first; to be released by who asked}
    PacketSet meeting(Region asked) {
        if (asked.may().isAll()) {
            return through().kept();
        }
        PacketSet asking = base.and(asked.may());
        PacketSet met = taken.takenFrom(asking);
        asking.release();
        return met;
    }

    /// {@return whether it was seen at little cost that some of them may have what a rule asks for first}
    boolean isSeenToMeet(Region asked) {
        if (tried(asked)) {
            return true;
        }
        if (isLeft(some.kept())) {
            return false;
        }
        some.release();
        some = through().some();
        return tried(asked);
    }

    private boolean tried(Region asked) {
        PacketSet alike = some.alike(asked.may());
        boolean left = isLeft(alike.and(base));
        alike.release();
        return left;
    }

    private boolean isLeft(PacketSet set) {
        PacketSet left = taken.takenFrom(set);
        boolean any = !left.isEmpty();
        set.release();
        left.release();
        return any;
    }

    /// Goes on behind a rule.
    ///
    /// @param asked what it asked for first
    /// @param met   those that may have had it
    /// @param back  of those that it met, and as it made them, those that go on with the next rule
    void passes(Region asked, PacketSet met, PacketSet back) {
        if (asked.must().isAll()) {
            becomes(back.kept());
        } else if (back.isEmpty()) {
            loses(asked.must());
        } else if (back.isSubsetOf(met)) {
            loses(met.and(asked.must()).minus(back));
        } else {
            becomes(through().minus(asked.must()).or(back));
        }
    }

    /// These do not go on.
    void loses(PacketSet set) {
        if (atOnce) {
            becomes(base.minus(set));
        } else {
            PacketSet lost = start.and(set);
            taken.add(lost);
            lost.release();
        }
    }

    /// These leave the chain for where they came from.
    void returns(PacketSet set) {
        returned.add(set);
    }

    /// {@return those that leave the chain for where they came from, at its end}
    PacketSet back() {
        returned.add(through());
        PacketSet back = returned.union().kept();
        returned.clear();
        base.release();
        some.release();
        return back;
    }
}
