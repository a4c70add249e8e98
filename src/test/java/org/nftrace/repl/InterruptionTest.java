package org.nftrace.repl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nftrace.lint.Linter;
import org.nftrace.lint.checks.Checks;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.text.Source;

/// What takes long ends when the thread that does it is interrupted: a session gives no work up and lets it run on.
class InterruptionTest {
    private static final String NFT = """
        table ip filter {
            chain input {
                type filter hook input priority filter; policy drop;
                tcp dport 22 accept
            }
        }
        """;

    @AfterEach
    void wake() {
        assertTrue(Thread.interrupted(), "what asks must leave the mark for whoever asks next");
    }

    private static Loaded load(String text) {
        return Loader.load(List.of(new Source("dump", text)), List.of());
    }

    @Test
    void reading_nft_ends() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> load(NFT));
    }

    @Test
    void reading_iptables_ends() {
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class, () -> load("*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n"));
    }

    @Test
    void proving_ends() {
        var loaded = load(NFT);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Linter.run(loaded.ruleset(), Checks.ALL));
    }
}
