package org.nftrace.golden;

import java.util.Map;

/// The folders of `src/test/resources/golden`: one line each.
final class Kinds {
    static final Map<String, Kind> ALL = Map.ofEntries(
            Map.entry("check", new Kind(CommandLineCase.OUTPUTS, CommandLineCase::run)),
            Map.entry("cli", new Kind(CommandLineCase.OUTPUTS, CommandLineCase::run)),
            Map.entry("host", new Kind(HostCase.OUTPUTS, HostCase::run)),
            Map.entry("iptables", new Kind(IptablesCase.OUTPUTS, IptablesCase::run)),
            Map.entry("json", new Kind(JsonCase.OUTPUTS, JsonCase::run)),
            Map.entry("lint", new Kind(CommandLineCase.OUTPUTS, CommandLineCase::run)),
            Map.entry("parse", new Kind(ParseCase.OUTPUTS, ParseCase::run)),
            Map.entry("rephrase", new Kind(RephraseCase.OUTPUTS, RephraseCase::run)),
            Map.entry("repl", new Kind(CommandLineCase.OUTPUTS, CommandLineCase::run)),
            Map.entry("trace", new Kind(TraceCase.OUTPUTS, TraceCase::run)));

    private Kinds() {}
}
