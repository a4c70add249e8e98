package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;

/// One option of an extension: `--dport 22`.
///
/// @param name     with its dashes
/// @param rewrite  what `iptables-save` makes of it: `--syn` is printed as `--tcp-flags FIN,SYN,RST,ACK SYN`
/// @param lowering what it means, for matches whose options each stand for themselves
/// @param fallback what is printed when it was not given: `--reject-with icmp-port-unreachable`
/// @param isPrinted whether `iptables-save` knows it by this name
public record Row(String name, Shape shape, Rewrite rewrite, Lowering lowering, Fallback fallback, boolean isPrinted) {

    @FunctionalInterface
    public interface Rewrite {
        List<XtOption> of(XtOption given);
    }

    /// Empty when the option is not modelled.
    @FunctionalInterface
    public interface Lowering {
        Optional<List<Match>> of(XtOption option, Context context);
    }

    @FunctionalInterface
    public interface Fallback {
        Optional<XtOption> of(Options given, Context context);
    }

    private static final Rewrite SAME = List::of;
    private static final Lowering NOT_MODELLED = (_, _) -> Optional.empty();
    private static final Lowering NO_CONDITION = (_, _) -> Optional.of(List.of());
    private static final Fallback NOTHING = (_, _) -> Optional.empty();

    boolean isFilledIn() {
        return fallback != NOTHING;
    }

    /// An option that means something together with others only, or nothing that is modelled.
    static Row option(String name, Shape shape) {
        return new Row(name, shape, SAME, NOT_MODELLED, NOTHING, true);
    }

    static Row option(String name, Shape shape, Lowering lowering) {
        return new Row(name, shape, SAME, lowering, NOTHING, true);
    }

    /// An option that is no condition of its own: `--comment`.
    static Row aside(String name, Shape shape) {
        return new Row(name, shape, SAME, NO_CONDITION, NOTHING, true);
    }

    /// An option that is printed in other words.
    static Row synonym(String name, Shape shape, Rewrite rewrite) {
        return new Row(name, shape, rewrite, NOT_MODELLED, NOTHING, false);
    }

    /// `--destination-port`: the same under another name.
    Row as(String other) {
        Rewrite renamed = given -> rewrite.of(new XtOption(given.negated(), name, given.values()));
        return new Row(other, shape, renamed, NOT_MODELLED, NOTHING, false);
    }

    /// This row, left out of the print where `silent` holds: `--dport :`.
    Row unless(Predicate<XtOption> silent) {
        Rewrite rest = given -> silent.test(given) ? List.of() : rewrite.of(given);
        return new Row(name, shape, rest, lowering, fallback, isPrinted);
    }

    Row otherwise(Fallback other) {
        return new Row(name, shape, rewrite, lowering, other, isPrinted);
    }

    /// This row, printed with these words when it was not given.
    Row otherwise(String... values) {
        return otherwise((_, _) -> Optional.of(new XtOption(false, name, List.of(values))));
    }
}
