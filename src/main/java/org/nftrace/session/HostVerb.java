package org.nftrace.session;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.report.Escape;
import org.nftrace.text.Source;

/// `host FILE|DIR…`: what tells of the host, besides what was told before; `host none` forgets it.
final class HostVerb implements Verb {
    private static final String NONE = "none";

    @Override
    public String name() {
        return "host";
    }

    @Override
    public String usage() {
        return "host [FILE|DIR…] | host none";
    }

    @Override
    public String summary() {
        return "read what tells of the host: ip addr, ip route, sysctl, …";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            state.book().facts().forEach(source -> desk.say(Escape.line(source.name())));
            return Answer.of(state);
        }
        if (call.texts().equals(List.of(NONE))) {
            return Answer.of(state.with(state.book().withFacts(List.of())));
        }
        var facts = new ArrayList<Source>(state.book().facts());
        for (Call.Word file : call.arguments()) {
            facts.addAll(desk.files().read(file));
        }
        Workbook fresh = state.book().withFacts(facts);
        desk.print(fresh.loaded().diagnostics());
        if (fresh.loaded().hasErrors()) {
            throw new Refusal(call.words().getFirst().span(), "nothing was read, what was known of the host stays");
        }
        return Answer.of(state.with(fresh));
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return files.names(LoadVerb.begun(call, argument));
    }
}
