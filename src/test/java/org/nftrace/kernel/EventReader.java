package org.nftrace.kernel;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Reads `NFT_MSG_TRACE` messages (include/uapi/linux/netfilter/nf_tables.h, net/netfilter/nf_tables_trace.c).
final class EventReader {

    private static final int TABLE = 1;
    private static final int CHAIN = 2;
    private static final int RULE_HANDLE = 3;
    private static final int TYPE = 4;
    private static final int VERDICT = 5;
    private static final int ID = 6;
    private static final int NETWORK_HEADER = 8;
    private static final int TRANSPORT_HEADER = 9;
    private static final int IN = 10;
    private static final int OUT = 12;
    private static final int MARK = 14;
    private static final int NFPROTO = 15;
    private static final int POLICY = 16;
    private static final int CT_DIRECTION = 19;
    private static final int CT_STATUS = 20;
    private static final int CT_STATE = 21;
    private static final int LINK_HEADER = 7;

    private static final int VERDICT_CODE = 1;
    private static final int VERDICT_CHAIN = 2;

    private final IntFunction<String> links;

    /// @param links names the host's interfaces
    EventReader(IntFunction<String> links) {
        this.links = links;
    }

    /// @param message what follows the netlink header: `struct nfgenmsg` and attributes
    Event read(ByteBuffer message) {
        var family = family(message.get(0));
        var attributes = Attributes.read(message.slice(4, message.remaining() - 4));
        var kind = kind(attributes);
        return new Event(
                family,
                attributes.has(NFPROTO) ? family(attributes.number(NFPROTO)) : family,
                attributes.string(TABLE),
                attributes.string(CHAIN),
                kind,
                attributes.has(RULE_HANDLE) ? attributes.longNumber(RULE_HANDLE) : 0,
                kind == Event.Kind.POLICY ? code(attributes.number(POLICY)) : verdict(attributes),
                attributes.number(ID),
                attributes.maybe(MARK).orElse(0),
                seen(attributes),
                tracked(attributes));
    }

    private Optional<Event.Seen> seen(Attributes attributes) {
        // Of a later fragment of IPv6 that the host sends itself there is neither a link's header nor the network's.
        if (Stream.of(LINK_HEADER, NETWORK_HEADER, TRANSPORT_HEADER).noneMatch(attributes::has)) {
            return Optional.empty();
        }
        return Optional.of(new Event.Seen(
                link(attributes, IN),
                link(attributes, OUT),
                Headers.read(attributes.bytes(NETWORK_HEADER), attributes.bytes(TRANSPORT_HEADER))));
    }

    private Optional<String> link(Attributes attributes, int type) {
        var index = attributes.maybe(type);
        return index.isPresent() ? Optional.of(links.apply(index.getAsInt())) : Optional.empty();
    }

    private static Optional<Event.Tracked> tracked(Attributes attributes) {
        if (!attributes.has(CT_STATE)) {
            return Optional.empty();
        }
        return Optional.of(new Event.Tracked(
                state(attributes.number(CT_STATE)),
                attributes.has(CT_DIRECTION)
                        ? Optional.of(Event.Direction.values()[attributes.octet(CT_DIRECTION)])
                        : Optional.empty(),
                attributes.maybe(CT_STATUS).orElse(0)));
    }

    /// A `return` has a type of its own, but is a rule like others; the end of a chain comes as a rule without handle.
    private static Event.Kind kind(Attributes attributes) {
        final int policy = 1;
        if (attributes.number(TYPE) == policy) {
            return Event.Kind.POLICY;
        }
        return attributes.has(RULE_HANDLE) ? Event.Kind.RULE : Event.Kind.END;
    }

    private static String verdict(Attributes attributes) {
        var verdict = attributes.nested(VERDICT);
        var code = verdict.number(VERDICT_CODE);
        return switch (code) {
            case -1 -> "continue";
            case -2 -> "break";
            case -3 -> "jump " + verdict.string(VERDICT_CHAIN);
            case -4 -> "goto " + verdict.string(VERDICT_CHAIN);
            case -5 -> "return";
            default -> code(code);
        };
    }

    /// The low byte is the verdict; the rest holds an error number or the queue's.
    private static String code(int code) {
        return switch (code & 0xff) {
            case 0 -> "drop";
            case 1 -> "accept";
            case 2 -> "stolen";
            case 3 -> "queue";
            default -> throw new AssertionError("verdict " + code);
        };
    }

    /// `enum ip_conntrack_info` as `ct state` counts it (`NF_CT_STATE_BIT`).
    private static String state(int bits) {
        return switch (bits) {
            case 1 -> "invalid";
            case 2 -> "established";
            case 4 -> "related";
            case 8 -> "new";
            case 64 -> "untracked";
            default -> "state " + bits;
        };
    }

    private static String family(int number) {
        return switch (number) {
            case 1 -> "inet";
            case 2 -> "ip";
            case 3 -> "arp";
            case 5 -> "netdev";
            case 7 -> "bridge";
            case 10 -> "ip6";
            default -> "family " + number;
        };
    }
}
