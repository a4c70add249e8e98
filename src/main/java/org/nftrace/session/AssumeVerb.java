package org.nftrace.session;

import java.util.List;
import org.nftrace.report.AssumedText;

/// `assume`: what was concluded about the packet without being told, and what to say instead.
final class AssumeVerb implements Verb {
    @Override
    public String name() {
        return "assume";
    }

    @Override
    public String usage() {
        return "assume";
    }

    @Override
    public String summary() {
        return "list what the trace of the packet assumes, and what would settle it";
    }

    @Override
    public List<String> details() {
        return List.of("'in=…', 'ct=…' and the like are said by 'packet in=eth0', '--host' by 'host FILE'.");
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needPacket(call.words().getFirst().span());
        var trace = Packets.last(state.book(), state.lines());
        AssumedText.of(trace, LoadVerb.language(state), !state.book().facts().isEmpty())
                .forEach(desk::say);
        return Answer.of(state);
    }
}
