package org.nftrace.report;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MonitorFormatTest {
    @Test
    void a_trace_reads_as_the_kernel_would_have_it() throws IOException {
        Expected.same("radius.monitor", Written.by(new MonitorFormat(), RadiusStory.trace()));
    }

    @Test
    void branches_follow_each_other() throws IOException {
        Expected.same("fork.monitor", Written.by(new MonitorFormat(), ForkStory.trace()));
    }
}
