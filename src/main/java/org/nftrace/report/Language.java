package org.nftrace.report;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The languages of the article: `--lang en`, `--lang ja`.
public enum Language {
    EN,
    JA;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Words words() {
        return switch (this) {
            case EN -> new English();
            case JA -> new Japanese();
        };
    }

    /// {@return the language of a locale, by the variables that say so (locale(7)): the first that is set and not
    /// empty}
    public static Language of(Map<String, String> environment) {
        String locale = Optional.ofNullable(environment.get("LC_ALL"))
                .filter(v -> !v.isEmpty())
                .or(() -> Optional.ofNullable(environment.get("LC_MESSAGES")).filter(v -> !v.isEmpty()))
                .or(() -> Optional.ofNullable(environment.get("LANG")))
                .orElse("");
        return locale.equals("ja") || locale.startsWith("ja_") || locale.startsWith("ja.") ? JA : EN;
    }
}
