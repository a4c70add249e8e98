package org.nftrace.load;

import java.util.List;
import org.nftrace.host.Host;
import org.nftrace.ir.Ruleset;
import org.nftrace.text.Diagnostic;

/// Everything that was read, and what is wrong with it.
public record Loaded(Ruleset ruleset, Host host, List<Diagnostic> diagnostics) {
    public Loaded {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
