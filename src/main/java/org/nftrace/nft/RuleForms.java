package org.nftrace.nft;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nftrace.text.Outline;

/// The forms of the rules that were read of late.
final class RuleForms {
    // A dump made to be slow may have as many forms as rules.
    private static final int MOST = 1_000;

    private final Map<Outline, RuleForm> forms = new HashMap<>();

    void put(RuleForm form) {
        if (forms.size() >= MOST) {
            forms.clear();
        }
        forms.put(form.line(), form);
    }

    Optional<RuleForm> of(Outline line) {
        return Optional.ofNullable(forms.get(line));
    }
}
