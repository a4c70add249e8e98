package org.nftrace.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nftrace.net.Address;

/// `local ADDRESS…`: addresses that are the host's own; `local none` forgets them.
final class LocalVerb implements Verb {
    private static final String NONE = "none";

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String usage() {
        return "local [ADDRESS…] | local none";
    }

    @Override
    public String summary() {
        return "say which addresses are the host's own";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            state.book().local().stream().map(Address::toString).sorted().forEach(desk::say);
            return Answer.of(state);
        }
        if (call.texts().equals(List.of(NONE))) {
            return Answer.of(state.with(state.book().withLocal(Set.of())));
        }
        var local = new LinkedHashSet<>(state.book().local());
        for (Call.Word word : call.arguments()) {
            local.add(Address.parse(word.text())
                    .orElseThrow(() -> new Refusal(
                            word.span(), "'" + word.text() + "' is no address; one like 192.0.2.1 was expected")));
        }
        return Answer.of(state.with(state.book().withLocal(local)));
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return Names.addresses(state.book().loaded().ruleset()).stream()
                .map(Hint::of)
                .toList();
    }
}
