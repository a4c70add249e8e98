package org.nftrace.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is to be said of a dump, in the order it was met, up to a bound: a broken file shall not make a message for
/// each of a million lines.
public final class Messages {
    private static final int MOST = 100;

    private final List<Diagnostic> said = new ArrayList<>();
    private final Set<String> topics = new HashSet<>();
    private int unsaid;
    private Diagnostic last;
    private boolean unsaidErrors;

    public void error(Span span, String message) {
        add(Diagnostic.error(span, message));
    }

    public void warning(Span span, String message) {
        add(Diagnostic.warning(span, message));
    }

    /// Says something about a topic, the first time only.
    public void warnOnce(String topic, Span span, String message) {
        if (topics.add(topic)) {
            warning(span, message);
        }
    }

    public void note(Span span, String message) {
        add(Diagnostic.note(span, message));
    }

    public void addAll(List<Diagnostic> more) {
        more.forEach(this::add);
    }

    public void add(Diagnostic diagnostic) {
        if (said.size() < MOST) {
            said.add(diagnostic);
        } else {
            unsaid++;
            last = diagnostic;
            unsaidErrors |= diagnostic.isError();
        }
    }

    /// Takes back all that was said.
    public void forget() {
        said.clear();
        topics.clear();
        unsaid = 0;
    }

    /// {@return how much was said so far}
    public int count() {
        return said.size() + unsaid;
    }

    public List<Diagnostic> all() {
        if (unsaid == 0) {
            return List.copyOf(said);
        }
        var all = new ArrayList<>(said);
        var severity = unsaidErrors ? Diagnostic.Severity.ERROR : last.severity();
        all.add(new Diagnostic(severity, last.span(), unsaid + " more messages are not shown, the last is about this"));
        return all;
    }
}
