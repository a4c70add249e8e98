package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import org.nftrace.text.Span;

/// A statement that lets its rule go on or not.
public sealed interface Match extends Statement {

    /// `tcp dport 22`, `iifname != "docker1"` · `-p tcp --dport 22`, `! -i docker1`
    record Compare(Span span, Selector selector, Relation relation, Value value) implements Match {}

    /// `-m multiport --ports 22,80`: one of several matches holds.
    record AnyOf(Span span, List<Match> matches) implements Match {
        public AnyOf {
            matches = List.copyOf(matches);
        }
    }

    /// `limit rate over 10/second burst 5 packets`, `limit rate 1 mbytes/second` · `-m limit --limit 10/second`
    ///
    /// @param rate  packets, or bytes, a `unit`
    /// @param burst in packets, or bytes; negative when the dump does not say
    record Limit(Span span, long rate, TimeUnit unit, boolean over, boolean bytes, long burst) implements Match {}

    enum TimeUnit {
        SECOND,
        MINUTE,
        HOUR,
        DAY,
        WEEK
    }

    /// `quota over 25 mbytes used 10 bytes` · `-m quota --quota 100`
    record Quota(Span span, boolean over, long bytes, long used) implements Match {}

    /// `ct count over 20` · `-m connlimit --connlimit-above 20`
    record ConnectionLimit(Span span, boolean over, long count) implements Match {}

    /// `-m conntrack --ctstate NEW`: an iptables extension as it was written, with what it means in the shared words;
    /// `xt match "recent"`: the same as `nft list ruleset` prints it, without its arguments.
    ///
    /// @param options the arguments in canonical order; absent when the dump does not have them
    /// @param meaning all of these must hold; absent when the extension is not modelled or its arguments are
    ///                missing, and the answer is unknown
    record XtMatch(Span span, String name, Optional<List<XtOption>> options, Optional<List<Match>> meaning)
            implements Match {
        public XtMatch {
            options = copied(options);
            meaning = copied(meaning);
        }
    }

    private static <T> Optional<List<T>> copied(Optional<List<T>> given) {
        if (given.isEmpty()) {
            return given;
        }
        List<T> copy = List.copyOf(given.get());
        return copy == given.get() ? given : Optional.of(copy);
    }

    /// `! --ctstate NEW,ESTABLISHED`
    ///
    /// @param name   with its dashes
    /// @param values as `iptables-save` prints them
    record XtOption(boolean negated, String name, List<String> values) {
        public XtOption {
            values = List.copyOf(values);
        }
    }

    /// What could not be read. It may match or not, and do anything: its rule answers unknown.
    record Unread(Span span) implements Match {}
}
