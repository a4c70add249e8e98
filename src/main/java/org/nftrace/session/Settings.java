package org.nftrace.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `set NAME VALUE` keeps for all traces that follow.
///
/// @param values by name; what was not set is as the program's options have it
public record Settings(Map<String, String> values) {
    static final Settings DEFAULT = new Settings(Map.of());

    /// The names and what each may be.
    static final Map<String, List<String>> CHOICES = choices();

    private static final String DETAIL = "detail";
    private static final String STRICT = "strict";

    public Settings {
        values = Map.copyOf(values);
    }

    private static Map<String, List<String>> choices() {
        var choices = new LinkedHashMap<String, List<String>>();
        choices.put("format", List.of("article", "steps", "json", "jsonl", "monitor"));
        choices.put("lang", List.of("en", "ja"));
        choices.put(DETAIL, List.of("brief", "normal", "all"));
        choices.put(STRICT, List.of("off", "on"));
        return choices;
    }

    Settings with(String name, String value) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Settings(changed);
    }

    /// {@return the value that holds: the first choice when none was set, of `detail` the second}
    String value(String name) {
        return values.getOrDefault(name, CHOICES.get(name).get(name.equals(DETAIL) ? 1 : 0));
    }

    /// {@return the options of the program that mean the same: `--format steps`, `--all`}
    public Map<String, List<String>> options() {
        var options = new LinkedHashMap<String, List<String>>();
        values.forEach((name, value) -> {
            switch (name) {
                case DETAIL -> {
                    if (!value.equals("normal")) {
                        options.put("--" + value, List.of());
                    }
                }
                case STRICT -> {
                    if (value.equals("on")) {
                        options.put("--strict", List.of());
                    }
                }
                default -> options.put("--" + name, List.of(value));
            }
        });
        return options;
    }

    /// {@return the lines that would set them again}
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (String name : CHOICES.keySet()) {
            if (values.containsKey(name)) {
                lines.add("set " + name + " " + values.get(name));
            }
        }
        return lines;
    }
}
