package org.nftrace.nft;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.grammar.NftParser.LogContext;
import org.nftrace.grammar.NftParser.LogFlagsContext;
import org.nftrace.grammar.NftParser.LogGroupContext;
import org.nftrace.grammar.NftParser.LogLevelContext;
import org.nftrace.grammar.NftParser.LogOptionContext;
import org.nftrace.grammar.NftParser.LogPrefixContext;
import org.nftrace.grammar.NftParser.LogQueueThresholdContext;
import org.nftrace.grammar.NftParser.LogSnaplenContext;
import org.nftrace.ir.Action;

/// Reads `log prefix "…" level debug flags tcp sequence,options` (nft(8), LOG STATEMENT).
record LogReader(Places places, Numbers numbers) {
    private static final Set<String> LEVELS =
            Set.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug", "audit");
    /// What `flags all` stands for, each as it is written alone.
    static final Set<String> ALL_FLAGS = Set.of("tcp sequence", "tcp options", "ip options", "skuid", "ether");

    LogReader(Places places) {
        this(places, new Numbers(places));
    }

    Action.Log log(LogContext log) {
        Optional<String> prefix = Optional.empty();
        OptionalInt group = OptionalInt.empty();
        OptionalLong snaplen = OptionalLong.empty();
        OptionalInt threshold = OptionalInt.empty();
        Optional<String> level = Optional.empty();
        Set<String> flags = new HashSet<>();
        for (LogOptionContext option : log.logOption()) {
            switch (option) {
                case LogPrefixContext of ->
                    prefix = Optional.of(AtomReader.unquoted(of.text().getText()));
                case LogGroupContext of ->
                    group = OptionalInt.of(numbers.small(of.NUMBER().getSymbol()));
                case LogSnaplenContext of ->
                    snaplen = OptionalLong.of(numbers.number(of.NUMBER().getSymbol()));
                case LogQueueThresholdContext of ->
                    threshold = OptionalInt.of(numbers.small(of.NUMBER().getSymbol()));
                case LogLevelContext of -> level = Optional.of(level(of));
                case LogFlagsContext of -> addFlags(flags, of);
                default -> throw new AssertionError(option.getClass());
            }
        }
        return new Action.Log(places.of(log), prefix, group, snaplen, threshold, level, flags);
    }

    private String level(LogLevelContext context) {
        String level = context.name().getText();
        if (!LEVELS.contains(level)) {
            throw new Unreadable(
                    places.of(context.name()),
                    "'" + level
                            + "' is no log level, expected emerg, alert, crit, err, warn, notice, info, debug or"
                            + " audit");
        }
        return level;
    }

    private void addFlags(Set<String> flags, LogFlagsContext context) {
        String header = context.HEADER() == null ? "" : context.HEADER().getText() + " ";
        for (var name : context.name()) {
            String flag = header + name.getText();
            if (flag.equals("all")) {
                flags.addAll(ALL_FLAGS);
            } else if (ALL_FLAGS.contains(flag)) {
                flags.add(flag);
            } else {
                throw new Unreadable(places.of(name), "unknown log flag '" + flag + "'");
            }
        }
    }
}
