package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.text.Span;

/// `tcp dport 22 counter accept comment "ssh" # handle 7` · `-A INPUT -p tcp --dport 22 -j ACCEPT`.
///
/// @param span    the rule as the dump has it, without indentation, line end and handle
/// @param comment of the whole rule: nft's trailing `comment`; iptables' `-m comment` is a [Match.XtMatch]
public record Rule(Span span, List<Statement> statements, Optional<String> comment, OptionalLong handle) {
    public Rule {
        statements = List.copyOf(statements);
    }

    /// {@return the rule exactly as the dump has it}
    public String text() {
        return span.text();
    }
}
