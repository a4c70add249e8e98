package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.text.Span;

/// The options of one match or target, in canonical order.
public record Options(List<Given> all) {

    /// An option and where it stands. What iptables fills in by itself stands where the extension does.
    public record Given(XtOption option, Span span) {}

    public Options {
        all = List.copyOf(all);
    }

    public Optional<XtOption> first(String name) {
        for (Given given : all) {
            if (given.option().name().equals(name)) {
                return Optional.of(given.option());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /// {@return the first word after the option}
    public Optional<String> value(String name) {
        return first(name)
                .filter(o -> !o.values().isEmpty())
                .map(o -> o.values().getFirst());
    }

    public List<XtOption> plain() {
        var options = new XtOption[all.size()];
        for (int i = 0; i < options.length; i++) {
            options[i] = all.get(i).option();
        }
        return List.of(options);
    }
}
