package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.text.Span;

/// `counter http { packets 3 bytes 180 }`, `quota q { over 10 mbytes }`, `limit l { … }`, `ct helper sip { … }`,
/// `synproxy s { … }`, `secmark s { … }` (nft(8), STATEFUL OBJECTS).
public record StatefulObject(Span span, String name, Optional<String> comment, OptionalLong handle, Content content) {

    public enum Kind {
        COUNTER,
        QUOTA,
        LIMIT,
        CT_HELPER,
        CT_TIMEOUT,
        CT_EXPECTATION,
        SYNPROXY,
        SECMARK,
        TUNNEL
    }

    public Kind kind() {
        return content.kind();
    }

    /// What an object holds.
    public sealed interface Content {
        Kind kind();
    }

    /// A counter, quota, limit or synproxy: what its statement would hold.
    public record Stateful(Kind kind, Statement statement) implements Content {}

    /// `type "sip" protocol udp; l3proto ip`
    public record Helper(String type, int protocol, Optional<Family> l3proto) implements Content {
        @Override
        public Kind kind() {
            return Kind.CT_HELPER;
        }
    }

    /// `protocol tcp; l3proto ip; policy = { established : 1m40s, close : 4s }`
    public record Timeout(int protocol, Optional<Family> l3proto, List<Entry> policy) implements Content {
        public Timeout {
            policy = List.copyOf(policy);
        }

        @Override
        public Kind kind() {
            return Kind.CT_TIMEOUT;
        }

        /// `established : 1m40s`, in seconds
        public record Entry(String state, long seconds) {}
    }

    /// `protocol tcp; dport 9876; timeout 1m; size 12; l3proto ip`; the timeout in milliseconds
    public record Expectation(int protocol, int dport, long timeout, long size, Optional<Family> l3proto)
            implements Content {
        @Override
        public Kind kind() {
            return Kind.CT_EXPECTATION;
        }
    }

    /// `id 10`, `ip daddr 192.0.2.1`, `vxlan { gbp 200 }`: what a frame is sent into, which no rule looks at.
    ///
    /// @param lines as they stand in the block, those of an inner block indented
    public record Tunnel(List<String> lines) implements Content {
        public Tunnel {
            lines = List.copyOf(lines);
        }

        @Override
        public Kind kind() {
            return Kind.TUNNEL;
        }
    }

    /// `"system_u:object_r:ssh_server_packet_t:s0"`
    public record Secmark(String context) implements Content {
        @Override
        public Kind kind() {
            return Kind.SECMARK;
        }
    }
}
