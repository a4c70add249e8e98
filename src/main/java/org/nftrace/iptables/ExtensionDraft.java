package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.iptables.extension.Context;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Options;
import org.nftrace.iptables.extension.Row;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.text.Span;

/// A match or target of a rule while its options come in.
final class ExtensionDraft {
    private final String name;
    private final boolean target;
    private final Optional<Extension> extension;
    private final List<Options.Given> given = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean opaque;
    private Span span;

    /// Makes the ir of a draft.
    record Finisher(Context context) {

        Match match(ExtensionDraft draft) {
            Context here = context.at(draft.span);
            return switch (draft.extension.orElse(null)) {
                case Extension.OfMatch match -> {
                    var options = match.canonical(new Options(draft.given), here);
                    var meaning = draft.opaque
                            ? Optional.<List<Match>>empty()
                            : match.sense().of(options, here);
                    yield new Match.XtMatch(draft.span, draft.name, Optional.of(options.plain()), meaning);
                }
                case Extension.OfTarget other -> throw new AssertionError(other.name());
                case null -> new Match.XtMatch(draft.span, draft.name, Optional.of(draft.plain()), Optional.empty());
            };
        }

        Action target(ExtensionDraft draft) {
            Context here = context.at(draft.span);
            return switch (draft.extension.orElse(null)) {
                case Extension.OfTarget target -> {
                    var options = target.canonical(new Options(draft.given), here);
                    var effect = draft.opaque
                            ? Optional.<List<org.nftrace.ir.Statement>>empty()
                            : target.effect().of(options, here);
                    yield new Action.XtTarget(draft.span, draft.name, Optional.of(options.plain()), effect);
                }
                case Extension.OfMatch other -> throw new AssertionError(other.name());
                case null -> new Action.XtTarget(draft.span, draft.name, Optional.of(draft.plain()), Optional.empty());
            };
        }
    }

    ExtensionDraft(String name, boolean target, Optional<? extends Extension> extension, Span span) {
        this.name = name;
        this.target = target;
        this.extension = extension.map(Extension.class::cast);
        this.span = span;
    }

    String name() {
        return name;
    }

    boolean isTarget() {
        return target;
    }

    Span span() {
        return span;
    }

    Optional<Extension> extension() {
        return extension;
    }

    Optional<Row> row(String option) {
        return extension.flatMap(e -> e.row(option));
    }

    boolean has(String option) {
        for (Options.Given one : given) {
            if (one.option().name().equals(option)) {
                return true;
            }
        }
        return false;
    }

    /// {@return the options of which one has to be given and is not}
    Optional<List<String>> missing() {
        if (extension.isEmpty() || opaque) {
            return Optional.empty();
        }
        for (List<String> group : extension.get().needs()) {
            if (!isOneGiven(group)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    private boolean isOneGiven(List<String> group) {
        for (String option : group) {
            if (isGiven(option)) {
                return true;
            }
        }
        return false;
    }

    // Some options are written in other words, and some left out because they say nothing.
    private boolean isGiven(String option) {
        return has(option) || names.contains(option);
    }

    /// Remembers that an option was written, whatever becomes of it.
    void mention(String option) {
        names.add(option);
    }

    boolean mentions(String option) {
        return names.contains(option);
    }

    void add(XtOption option, Span place) {
        given.add(new Options.Given(option, place));
        span = span.to(place);
    }

    /// Something in it cannot be known: it is kept, and means nothing.
    void obscure(Span place) {
        opaque = true;
        span = span.to(place);
    }

    private List<XtOption> plain() {
        return given.stream().map(Options.Given::option).toList();
    }
}
