package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.text.Span;

/// A chain while it is read: a file may add to it in several places.
final class ChainDraft {
    private final String name;
    private final boolean anonymous;
    private final List<Rule> rules = new ArrayList<>();
    private Span span;
    private Optional<Chain.Base> base = Optional.empty();
    private boolean unreadBase;
    private Optional<String> comment = Optional.empty();
    private OptionalLong handle;

    ChainDraft(Span span, String name, boolean anonymous, OptionalLong handle) {
        this.span = span;
        this.name = name;
        this.anonymous = anonymous;
        this.handle = handle;
    }

    String name() {
        return name;
    }

    List<Rule> rules() {
        return rules;
    }

    Optional<Chain.Base> base() {
        return base;
    }

    void base(Chain.Base found) {
        base = Optional.of(found);
    }

    /// {@return whether the chain is hooked in somewhere, but where could not be read}
    boolean hasUnreadBase() {
        return unreadBase;
    }

    void baseUnread() {
        unreadBase = true;
    }

    void comment(String text) {
        comment = Optional.of(text);
    }

    void handle(OptionalLong found) {
        handle = found.isPresent() ? found : handle;
    }

    Span span() {
        return span;
    }

    void endsAt(Span end) {
        span = span.to(end);
    }

    Chain chain() {
        return new Chain(span, name, base, anonymous, comment, handle, rules);
    }
}
