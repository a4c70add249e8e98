package org.nftrace.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nftrace.lint.Card;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.text.Spelling;

/// The part `lint:` of `.nftrace.yaml`.
///
///     lint:
///       enable: [dead-rule, NFT031]     # these only
///       disable: [tied-base-chains]
///       severity: { NFT001: error }
///       fail-on: warning
///       baseline: known.txt
record LintConfig(
        List<String> enabled,
        List<String> disabled,
        Map<String, Level> levels,
        LintCommand.FailOn failOn,
        String baseline) {
    private static final String NAME = ".nftrace.yaml";
    private static final Set<String> KEYS = Set.of("enable", "disable", "severity", "fail-on", "baseline");
    private static final LintConfig NONE =
            new LintConfig(List.of(), List.of(), Map.of(), LintCommand.FailOn.WARNING, "");

    LintConfig {
        enabled = List.copyOf(enabled);
        disabled = List.copyOf(disabled);
        levels = Map.copyOf(levels);
    }

    /// {@return the file that is named, else the nearest `.nftrace.yaml` upwards, else the defaults}
    static LintConfig find(String named, Console console) throws Failure {
        if (!named.isEmpty()) {
            return read(named, console);
        }
        Path directory = console.file("").toAbsolutePath().normalize();
        for (Path at = directory; at != null; at = at.getParent()) {
            Path file = at.resolve(NAME);
            if (Files.isRegularFile(file)) {
                return read(file.toString(), console);
            }
        }
        return NONE;
    }

    private static LintConfig read(String name, Console console) throws Failure {
        Yaml.Node root = Yaml.read(new Inputs(console).read(name));
        root.knowing(Set.of("lint"));
        Yaml.Node lint = root.child("lint");
        lint.knowing(KEYS);
        var levels = new HashMap<String, Level>();
        for (String key : lint.child("severity").keys()) {
            levels.put(
                    LintCommand.named(key).card().id(),
                    level(lint.child("severity").child(key)));
        }
        String failOn = lint.child("fail-on").text();
        return new LintConfig(
                lint.child("enable").texts(),
                lint.child("disable").texts(),
                levels,
                failOn.isEmpty() ? LintCommand.FailOn.WARNING : Choice.of("fail-on", failOn, LintCommand.FailOn.class),
                lint.child("baseline").text());
    }

    private static Level level(Yaml.Node node) throws Failure {
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(node.text())) {
                return level;
            }
        }
        throw node.failure("'" + node.text() + "' is no severity"
                + Spelling.hint(node.text(), List.of("note", "warning", "error"))
                + "; expected note, warning or error");
    }

    /// {@return the finding at the level that the file gives it}
    Finding graded(Finding finding) {
        Level level = levels.get(finding.card().id());
        if (level == null) {
            return finding;
        }
        Card card = finding.card();
        var graded = new Card(
                card.id(), card.name(), level, card.what(), card.why(), card.instead(), card.flagged(), card.clean());
        return new Finding(graded, finding.span(), finding.message(), finding.related(), finding.packet());
    }
}
