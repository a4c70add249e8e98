package org.nftrace.report;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StepsFormatTest {
    @Test
    void every_step_has_a_line_with_all_of_its_fields() throws IOException {
        Expected.same("radius.steps", Written.by(new StepsFormat(Verbosity.ALL), RadiusStory.trace()));
    }
}
