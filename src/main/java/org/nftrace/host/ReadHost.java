package org.nftrace.host;

import java.util.List;
import org.nftrace.text.Diagnostic;

/// What an input told of the host, and what is wrong with it.
public record ReadHost(Host host, List<Diagnostic> diagnostics) {
    public ReadHost {
        diagnostics = List.copyOf(diagnostics);
    }
}
