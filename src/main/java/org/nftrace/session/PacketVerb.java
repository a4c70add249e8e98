package org.nftrace.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nftrace.packet.Fact;
import org.nftrace.report.Escape;

/// `packet PROTO:SRC->DST …`: the packet that is meant; `packet KEY=VALUE…` changes fields of it, `packet KEY=any`
/// opens them.
final class PacketVerb implements Verb {
    private static final String OPEN = "any";
    private static final Set<String> MORE_KEYS = Set.of("local", "ct");

    @Override
    public String name() {
        return "packet";
    }

    @Override
    public String usage() {
        return "packet [PROTO:SRC[:SPORT]->DST[:DPORT]] [KEY=VALUE…]";
    }

    @Override
    public String summary() {
        return "say which packet is meant, or change fields of it";
    }

    @Override
    public List<String> details() {
        return List.of(
                "Keys: " + String.join(" ", keys()) + ".",
                "'packet ttl=1 in=eth0' changes two fields, 'packet in=any' opens one.");
    }

    private static Set<String> keys() {
        var keys = new TreeSet<>(MORE_KEYS);
        for (Fact fact : Fact.values()) {
            keys.add(fact.keyword());
        }
        return keys;
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().isEmpty()) {
            state.lines().forEach(line -> desk.say(Escape.line(line)));
            return Answer.of(state);
        }
        boolean fresh = call.texts().stream().anyMatch(word -> word.contains("->") || word.contains("→"));
        if (!fresh && state.lines().isEmpty()) {
            throw new Refusal(
                    call.arguments().getFirst().span(),
                    "no packet is meant yet; PROTO:SRC[:SPORT]->DST[:DPORT] was expected");
        }
        String packet = fresh
                ? Packets.check(call.from(0).orElseThrow())
                : changed(call, state.packet().orElseThrow());
        desk.say(Escape.line(packet));
        return Answer.of(state.with(List.of(packet)));
    }

    private static String changed(Call call, String packet) throws Refusal {
        var parts = new ArrayList<>(List.of(packet.split("\\s+(?=\\S+=)")));
        Map<String, String> flow = Packets.flow(parts.removeFirst());
        var settings = new LinkedHashMap<String, String>();
        parts.forEach(
                part -> settings.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1)));
        for (Call.Word word : call.arguments()) {
            int equals = word.text().indexOf('=');
            if (equals < 1) {
                throw new Refusal(word.span(), "'" + word.text() + "' is no KEY=VALUE, as ttl=1 is");
            }
            String key = word.text().substring(0, equals);
            String value = word.text().substring(equals + 1);
            if (flow.containsKey(key)) {
                flow.put(key, value);
            } else if (value.equals(OPEN)) {
                settings.remove(key);
            } else {
                settings.put(key, value);
            }
        }
        var text = new StringBuilder(Packets.text(flow));
        settings.forEach(
                (key, value) -> text.append(' ').append(key).append('=').append(value));
        return Packets.check(call.source(), call.from(0).orElseThrow(), text.toString());
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return PacketHints.of(
                LoadVerb.begun(call, argument), state.book().loaded().ruleset());
    }
}
