package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.WORD;
import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.meta;
import static org.nftrace.iptables.extension.Terms.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;

/// Who sends or would receive a packet on the host: `-m owner --uid-owner 1000`, `-m socket --transparent`, `-m
/// cgroup`, `-m policy --dir in --pol ipsec`, `-m ipvs`.
final class Owners {
    private static final Shape USER = Shape.one("a user by number, or a range like 0-999", text -> {
        String spelled = text.equals("root") ? "0" : text;
        var range = Numbers.range(spelled.replace('-', ':'), WORD, end -> end);
        return range.map(r -> Outcome.good(r.replace(':', '-')))
                .orElseGet(() -> text.chars().anyMatch(Character::isLetter)
                        ? new Outcome.Opaque(List.of(text), "only that host knows the number of '" + text + "'")
                        : Outcome.bad());
    });

    private Owners() {}

    static List<Extension> all() {
        return List.of(owner(), socket(), cgroup(), policy(), ipvs());
    }

    private static Extension owner() {
        return Extension.match(
                        "owner",
                        owner("--uid-owner", MetaKey.SKUID),
                        owner("--gid-owner", MetaKey.SKGID),
                        Row.option("--socket-exists", Shape.FLAG.orNot()),
                        Row.option("--suppl-groups", Shape.FLAG))
                .needing("--uid-owner|--gid-owner|--socket-exists");
    }

    private static Row owner(String name, MetaKey key) {
        return Row.option(
                name,
                USER.orNot(),
                (option, context) -> holds(
                        context.span(),
                        meta(key),
                        equal(option),
                        Terms.range(option.values().getFirst().replace('-', ':'))));
    }

    // Sockets bound to any address are passed over unless --nowildcard is given (xt_socket.c).
    private static Extension socket() {
        return Extension.match(
                        "socket",
                        Owners::socket,
                        Row.option("--transparent", Shape.FLAG),
                        Row.option("--nowildcard", Shape.FLAG),
                        Row.option("--restore-skmark", Shape.FLAG))
                .guessing((_, _) -> List.of(
                        List.of(),
                        List.of(Guesses.option("--nowildcard")),
                        List.of(Guesses.option("--transparent")),
                        List.of(Guesses.option("--transparent"), Guesses.option("--nowildcard"))))
                .alone();
    }

    private static Optional<List<Match>> socket(Options options, Context context) {
        if (options.has("--restore-skmark")) {
            return Optional.empty();
        }
        var found = new ArrayList<Match>();
        Relation wildcard = options.has("--nowildcard") ? Relation.LE : Relation.EQ;
        long most = options.has("--nowildcard") ? 1 : 0;
        found.add(new Match.Compare(context.span(), socket("wildcard"), wildcard, number(most)));
        if (options.has("--transparent")) {
            found.add(new Match.Compare(context.span(), socket("transparent"), Relation.EQ, number(1)));
        }
        return Optional.of(found);
    }

    private static Selector socket(String key) {
        return new Selector.Socket(key, OptionalInt.empty(), DataType.INTEGER);
    }

    private static Extension cgroup() {
        return Extension.match(
                "cgroup",
                Row.option("--cgroup", Numbers.number(WORD).orNot(), Terms.ranged(meta(MetaKey.CGROUP))),
                Row.option("--path", Shape.TEXT.orNot()));
    }

    private static Extension policy() {
        return Extension.match(
                        "policy",
                        Owners::policy,
                        Row.option("--dir", Shape.choice("in", "out")),
                        Row.option("--pol", Shape.choice("ipsec", "none")),
                        Row.option("--strict", Shape.FLAG),
                        Row.option("--next", Shape.FLAG),
                        Row.option("--reqid", Numbers.number(WORD).orNot()),
                        Row.option("--spi", Numbers.hexNumber(WORD, 1).orNot()),
                        Row.option(
                                "--proto",
                                Shape.choice("ah", "esp", "ipcomp", "comp").orNot()),
                        Row.option("--mode", Shape.choice("transport", "tunnel").orNot()),
                        Row.option("--tunnel-dst", Addresses.NETWORK.orNot()),
                        Row.option("--tunnel-src", Addresses.NETWORK.orNot()))
                .guessing((_, _) -> List.of(
                        policy("in", "ipsec"), policy("in", "none"), policy("out", "ipsec"), policy("out", "none")))
                .needing("--dir", "--pol");
    }

    private static List<XtOption> policy(String direction, String kind) {
        return List.of(Guesses.option("--dir", direction), Guesses.option("--pol", kind));
    }

    // Only whether there is a policy at all; nft says that as 'meta ipsec exists' and 'rt ipsec exists'.
    private static Optional<List<Match>> policy(Options options, Context context) {
        var direction = options.value("--dir");
        var kind = options.value("--pol");
        if (direction.isEmpty() || kind.isEmpty() || options.all().size() > 2) {
            return Optional.empty();
        }
        Selector there = direction.get().equals("in")
                ? meta(MetaKey.IPSEC)
                : new Selector.Rt("ipsec", Optional.empty(), DataType.BOOLEAN);
        return holds(context.span(), there, Relation.EQ, number(kind.get().equals("ipsec") ? 1 : 0));
    }

    private static Extension ipvs() {
        return Extension.match(
                "ipvs",
                (_, _) -> Optional.empty(),
                Row.option("--ipvs", Shape.FLAG.orNot()),
                Row.option("--vproto", Protocols.NUMBER.orNot()),
                Row.option("--vaddr", Addresses.HOST_IN_NETWORK.orNot()),
                Row.option("--vport", Ports.RANGE),
                Row.option("--vdir", Shape.choice("ORIGINAL", "REPLY")),
                Row.option("--vmethod", Shape.choice("GATE", "IPIP", "MASQ").orNot()),
                Row.option("--vportctl", Ports.RANGE));
    }
}
