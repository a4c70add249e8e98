package org.nftrace.kernel;

import java.util.List;

/// Rules in the order in which they are loaded, each part with the command that takes it.
record Rules(List<Part> parts) {

    Rules {
        parts = List.copyOf(parts);
    }

    record Part(Loader loader, String text) {}

    enum Loader {
        NFT("nft", "-f", "-"),
        IPTABLES("iptables-nft-restore"),
        IP6TABLES("ip6tables-nft-restore"),
        IPTABLES_LEGACY("iptables-legacy-restore"),
        IP6TABLES_LEGACY("ip6tables-legacy-restore");

        private final List<String> command;

        Loader(String... command) {
            this.command = List.of(command);
        }

        List<String> command() {
            return command;
        }
    }

    static Rules nft(String text) {
        return new Rules(List.of(new Part(Loader.NFT, text)));
    }

    static Rules iptables(String text) {
        return new Rules(List.of(new Part(Loader.IPTABLES, text)));
    }
}
