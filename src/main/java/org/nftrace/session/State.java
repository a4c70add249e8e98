package org.nftrace.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.text.Span;

/// The session between two lines.
///
/// @param book     what is loaded, with what was tried
/// @param earlier  what was loaded before each `try`, the oldest first
/// @param lines    the packet that is meant, and those of its connection that were asked for after it (`<-`, `->`)
/// @param walk     how far `step` has come
/// @param breaks   where `continue` stops
/// @param said     the lines of this session
public record State(
        Workbook book,
        List<Workbook> earlier,
        List<String> lines,
        Settings settings,
        Optional<Walk> walk,
        Set<Breakpoint> breaks,
        List<String> said) {

    public static final State FIRST =
            new State(Workbook.EMPTY, List.of(), List.of(), Settings.DEFAULT, Optional.empty(), Set.of(), List.of());

    public State {
        earlier = List.copyOf(earlier);
        lines = List.copyOf(lines);
        breaks = Set.copyOf(breaks);
        said = List.copyOf(said);
    }

    /// {@return with other dumps, of which nothing was tried yet}
    public State with(Workbook fresh) {
        return new State(fresh, List.of(), lines, settings, Optional.empty(), breaks, said);
    }

    /// {@return with rules as they were tried, or as they were before}
    State trying(Workbook tried, List<Workbook> before) {
        return new State(tried, before, lines, settings, Optional.empty(), breaks, said);
    }

    public State with(List<String> packets) {
        return new State(book, earlier, packets, settings, Optional.empty(), breaks, said);
    }

    State with(Settings changed) {
        return new State(book, earlier, lines, changed, walk, breaks, said);
    }

    State with(Walk further) {
        return new State(book, earlier, lines, settings, Optional.of(further), breaks, said);
    }

    State with(Set<Breakpoint> changed) {
        return new State(book, earlier, lines, settings, walk, changed, said);
    }

    State saying(List<String> all) {
        return new State(book, earlier, lines, settings, walk, breaks, all);
    }

    /// {@return the packet that is meant}
    public Optional<String> packet() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst());
    }

    /// @param at where the call says what needs it
    public void needRules(Span at) throws Refusal {
        if (book.isEmpty()) {
            throw new Refusal(at, "no rules are loaded; say 'load FILE'");
        }
    }

    /// @param at where the call says what needs it
    public void needPacket(Span at) throws Refusal {
        needRules(at);
        if (lines.isEmpty()) {
            throw new Refusal(at, "no packet is meant; say 'packet PROTO:SRC->DST:PORT' or 'trace …'");
        }
    }
}
