package org.nftrace.kernel;

import java.util.List;

/// Rules in the order in which they are loaded, each part with the command that takes it.
public record Rules(List<Part> parts) {

    public Rules {
        parts = List.copyOf(parts);
    }

    public record Part(Loader loader, String text) {}

    public enum Loader {
        NFT("nft", "-f", "-"),
        IPTABLES("iptables-nft-restore"),
        IP6TABLES("ip6tables-nft-restore"),
        IPTABLES_LEGACY("iptables-legacy-restore"),
        IP6TABLES_LEGACY("ip6tables-legacy-restore");

        private final List<String> command;

        Loader(String... command) {
            this.command = List.of(command);
        }

        public List<String> command() {
            return command;
        }
    }

    public static Rules nft(String text) {
        return new Rules(List.of(new Part(Loader.NFT, text)));
    }

    public static Rules iptables(String text) {
        return new Rules(List.of(new Part(Loader.IPTABLES, text)));
    }
}
