package org.nftrace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nftrace.repl.Shell.Asked;
import org.nftrace.repl.Shell.Candidate;
import org.nftrace.text.Source;

/// What a word of a line may become, at the place where the cursor stands.
class CandidatesTest {
    private static final String DUMP = """
        table ip filter {
            set admins {
                type ipv4_addr
            }
            chain input {
                type filter hook input priority filter; policy drop;
                iifname "eth0" ip saddr 192.0.2.7 tcp dport 22 accept # handle 4
                jump services
            }
            chain services {
            }
        }
        """;

    private final Session session = new Session(State.FIRST, new OneFile(), List.of());

    /// Whatever is asked for is the dump.
    private record OneFile() implements Desk.Files {
        @Override
        public List<Source> read(Call.Word name) {
            return List.of(new Source(name.text(), DUMP));
        }

        @Override
        public void write(Call.Word name, String text, boolean over) {}

        @Override
        public List<Verb.Hint> names(String begun) {
            return List.of(Verb.Hint.of("dump.nft"), Verb.Hint.of("other.nft"));
        }
    }

    private List<String> candidates(String line) {
        var out = new PrintWriter(new StringWriter());
        session.run(new Asked("load dump.nft", List.of(), 80, false), out)
                .keep()
                .run();
        return session.candidates(line, line.length()).stream()
                .map(Candidate::value)
                .toList();
    }

    @Test
    void a_line_begins_with_a_command() {
        assertEquals(
                List.of("save", "set", "show", "source", "step"),
                candidates("s").stream().sorted().toList());
    }

    @Test
    void a_file_is_completed_by_its_beginning() {
        assertEquals(List.of("dump.nft"), candidates("load du"));
    }

    @Test
    void a_rule_is_named_word_by_word() {
        assertEquals(List.of("ip"), candidates("try delete "));
        assertEquals(List.of("filter"), candidates("try delete ip f"));
        assertEquals(List.of("input", "services"), candidates("try delete ip filter "));
        assertEquals(List.of("1", "2"), candidates("try delete ip filter input "));
        assertEquals(List.of("4"), candidates("try delete ip filter input handle "));
    }

    @Test
    void beside_the_number_of_a_rule_stands_its_text() {
        candidates("");
        String line = "break ip filter input ";
        assertTrue(session.candidates(line, line.length()).stream()
                .anyMatch(c -> c.value().equals("2") && c.note().equals("jump services")));
    }

    @Test
    void a_packet_is_made_of_what_the_dump_names() {
        assertEquals(List.of("tcp:192.0.2.7->"), candidates("packet tcp:19"));
        assertEquals(List.of("tcp:10.0.0.1->192.0.2.7"), candidates("packet tcp:10.0.0.1->"));
        assertEquals(List.of("in=eth0"), candidates("packet in="));
        assertTrue(candidates("packet t").containsAll(List.of("tcp:", "ttl=")));
    }

    @Test
    void sets_and_settings_have_their_names() {
        assertEquals(List.of("admins"), candidates("show set "));
        assertEquals(List.of("brief", "normal", "all"), candidates("set detail "));
    }
}
