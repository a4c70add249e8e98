package org.nftrace.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/// Whether this machine can ask its kernel: root, network namespaces and nft.
///
/// Where it cannot, kernel tests are skipped with a line that says why; with NFTRACE_REQUIRE_KERNEL=1 or CI=true they
/// fail instead, so that nobody takes a skipped proof for a proof.
public final class KernelMachine {

    private KernelMachine() {}

    public static void require() {
        var problem = problem();
        var mustWork = "1".equals(System.getenv("NFTRACE_REQUIRE_KERNEL")) || "true".equals(System.getenv("CI"));
        if (mustWork && !problem.isEmpty()) {
            throw new AssertionError("the kernel cannot be asked here: " + problem);
        }
        assumeTrue(problem.isEmpty(), () -> "the kernel cannot be asked here: " + problem);
    }

    private static String problem() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "not Linux";
        }
        try (var _ = Namespace.create("trial")) {
            Command.run("", List.of("nft", "--version")).orThrow();
            Command.run("", List.of("ip", "-V")).orThrow();
            return "";
        } catch (IOException e) {
            return e.getMessage() + " (root, nftables and iproute2 are needed)";
        }
    }
}
