package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.nftrace.trace.Trace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonFormatTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void a_line_is_one_trace() throws IOException {
        Expected.same("radius.jsonl", Written.by(new JsonFormat(Verbosity.NORMAL, true), RadiusStory.trace()));
    }

    @Test
    void branches_stand_in_the_step_in_which_the_walk_forked() throws IOException {
        Expected.same("fork.json", Written.by(new JsonFormat(Verbosity.ALL, false), ForkStory.trace()));
    }

    @Test
    void an_array_and_lines_hold_the_same() {
        JsonNode array = MAPPER.readTree(Written.by(new JsonFormat(Verbosity.ALL, false), ForkStory.trace()));
        JsonNode line = MAPPER.readTree(Written.by(new JsonFormat(Verbosity.ALL, true), ForkStory.trace()));
        assertEquals(1, array.size());
        assertEquals(line, array.get(0));
    }

    @Test
    void what_is_written_is_printable_and_what_is_read_back_is_what_the_dump_has() {
        String steering = Character.toString(0x1b) + "[2J" + Character.toString(0x202e) + Character.toString(0x7f);
        Trace trace = Steering.trace(steering);
        String text = Written.by(new JsonFormat(Verbosity.ALL, true), trace);
        assertTrue(text.strip().chars().allMatch(c -> c >= 0x20 && c < 0x7f), text);
        assertTrue(MAPPER.readTree(text).toString().contains("t"), text);
        assertEquals(
                "t" + steering,
                MAPPER.readTree(text).get("steps").get(0).get("table").stringValue());
    }
}
