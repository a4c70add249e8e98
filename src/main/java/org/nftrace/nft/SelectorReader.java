package org.nftrace.nft;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nftrace.grammar.NftParser.ArpPayloadContext;
import org.nftrace.grammar.NftParser.CtContext;
import org.nftrace.grammar.NftParser.FibContext;
import org.nftrace.grammar.NftParser.InnerContext;
import org.nftrace.grammar.NftParser.IpsecContext;
import org.nftrace.grammar.NftParser.MetaContext;
import org.nftrace.grammar.NftParser.MetaUnqualifiedContext;
import org.nftrace.grammar.NftParser.NumgenContext;
import org.nftrace.grammar.NftParser.OsfContext;
import org.nftrace.grammar.NftParser.PayloadContext;
import org.nftrace.grammar.NftParser.RawContext;
import org.nftrace.grammar.NftParser.RtContext;
import org.nftrace.grammar.NftParser.SelectorContext;
import org.nftrace.grammar.NftParser.SocketContext;
import org.nftrace.grammar.NftParser.SymhashContext;
import org.nftrace.grammar.NftParser.TunnelContext;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;

/// Reads what a rule looks at: `tcp dport`, `meta mark`, `ct original ip saddr`, `fib daddr . iif type`.
final class SelectorReader {
    private static final Map<String, Field> FIELDS =
            Arrays.stream(Field.values()).collect(Collectors.toUnmodifiableMap(Field::toString, Function.identity()));
    private static final Map<String, MetaKey> META_KEYS =
            Arrays.stream(MetaKey.values()).collect(Collectors.toUnmodifiableMap(MetaKey::label, Function.identity()));
    /// What keys were called up to nft 0.9, and what the manual still allows.
    private static final Map<String, String> OLD_META_KEYS = Map.of(
            "secpath",
            "ipsec",
            "ibriport",
            "ibrname",
            "obriport",
            "obrname",
            "ibridgename",
            "ibrname",
            "obridgename",
            "obrname");

    private static final Map<String, CtKey> CT_KEYS =
            Arrays.stream(CtKey.values()).collect(Collectors.toUnmodifiableMap(CtKey::label, Function.identity()));

    private final Places places;
    private final Numbers numbers;
    private final Optional<Family> tableFamily;
    private final HeaderOptionReader options;

    SelectorReader(Places places, Optional<Family> tableFamily) {
        this.places = places;
        this.numbers = new Numbers(places);
        this.tableFamily = tableFamily;
        this.options = new HeaderOptionReader(places);
    }

    Selector selector(SelectorContext selector) {
        return switch (selector) {
            case PayloadContext payload ->
                field(payload, payload.start.getText() + " " + payload.word().getText());
            case ArpPayloadContext arp -> field(arp, words(arp));
            case InnerContext inner ->
                new Selector.Inner(
                        inner.TUNNEL_HEADER().getText(),
                        field(
                                inner,
                                inner.getChild(1).getText() + " " + inner.word().getText()));
            case RawContext raw -> raw(raw);
            case MetaContext meta -> meta(meta, meta.metaKey().getText());
            case MetaUnqualifiedContext meta -> meta(meta, meta.getText());
            case CtContext ct -> ct(ct);
            case FibContext fib -> fib(fib);
            case RtContext rt -> rt(rt);
            case SocketContext socket -> socket(socket);
            case OsfContext osf -> osf(osf);
            case IpsecContext ipsec -> ipsec(ipsec);
            case TunnelContext tunnel -> tunnel(tunnel);
            case NumgenContext numgen -> numgen(numgen);
            case SymhashContext hash ->
                new Selector.Hash(
                        Optional.empty(),
                        numbers.number(hash.NUMBER(0).getSymbol()),
                        OptionalInt.empty(),
                        hash.OFFSET() == null
                                ? 0
                                : numbers.number(hash.NUMBER(1).getSymbol()));
            default -> options.selector(selector);
        };
    }

    private static String words(ArpPayloadContext arp) {
        String field = "arp " + arp.word().getText();
        return arp.HEADER() == null ? field : field + " " + arp.HEADER().getText();
    }

    private Selector field(ParserRuleContext context, String name) {
        Field field = FIELDS.get(name);
        if (field == null) {
            throw new Unreadable(places.of(context), "unknown field '" + name + "'" + known(name));
        }
        return new Selector.Payload(field);
    }

    private static String known(String name) {
        String header = name.substring(0, name.indexOf(' '));
        String fields = Arrays.stream(Field.values())
                .filter(field -> field.header().label().equals(header))
                .map(Field::label)
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : ", " + header + " has " + fields;
    }

    private Selector raw(RawContext raw) {
        for (Selector.RawBase base : Selector.RawBase.values()) {
            if (base.name().toLowerCase(Locale.ROOT).equals(raw.name().getText())) {
                return new Selector.Raw(
                        base,
                        numbers.small(raw.NUMBER(0).getSymbol()),
                        numbers.small(raw.NUMBER(1).getSymbol()));
            }
        }
        throw new Unreadable(
                places.of(raw.name()), "'" + raw.name().getText() + "' is no header, expected ll, nh, th or ih");
    }

    private Selector meta(ParserRuleContext context, String word) {
        String name = OLD_META_KEYS.getOrDefault(word, word);
        return new Selector.Meta(known(META_KEYS, name, "meta key", context));
    }

    private <K> K known(Map<String, K> keys, String name, String what, ParserRuleContext context) {
        K key = keys.get(name);
        if (key == null) {
            throw new Unreadable(places.of(context), "unknown " + what + " '" + name + "'");
        }
        return key;
    }

    private Selector ct(CtContext ct) {
        Optional<Selector.CtDirection> direction = Optional.ofNullable(ct.direction())
                .map(d -> d.ORIGINAL() == null ? Selector.CtDirection.REPLY : Selector.CtDirection.ORIGINAL);
        CtKey key = known(CT_KEYS, ct.metaKey().getText(), "ct key", ct.metaKey());
        return new Selector.Ct(key, direction, family(ct.HEADER()));
    }

    private Optional<Family> family(TerminalNode header) {
        if (header == null) {
            return Optional.empty();
        }
        return switch (header.getText()) {
            case "ip" -> Optional.of(Family.IP);
            case "ip6" -> Optional.of(Family.IP6);
            default ->
                throw new Unreadable(
                        places.of(header.getSymbol()), "unexpected '" + header.getText() + "', expected ip or ip6");
        };
    }

    private Selector fib(FibContext fib) {
        Set<Selector.FibKey> keys = new LinkedHashSet<>();
        List<? extends ParserRuleContext> words = fib.metaKey();
        for (ParserRuleContext word : words.subList(0, words.size() - 1)) {
            keys.add(enumeration(Selector.FibKey.values(), word, "fib key"));
        }
        return new Selector.Fib(keys, enumeration(Selector.FibResult.values(), words.getLast(), "fib result"));
    }

    private <E extends Enum<E>> E enumeration(E[] values, ParserRuleContext word, String what) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word.getText())) {
                return value;
            }
        }
        String all = Arrays.stream(values)
                .map(v -> v.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new Unreadable(places.of(word), "'" + word.getText() + "' is no " + what + ", expected one of " + all);
    }

    // `rt` is the routing decision, but also the routing extension header of IPv6.
    private Selector rt(RtContext rt) {
        String key = rt.metaKey().getText();
        Optional<Family> family = family(rt.HEADER());
        boolean v6 = family.or(() -> tableFamily).equals(Optional.of(Family.IP6));
        return switch (key) {
            case "nexthop" -> new Selector.Rt(key, family, v6 ? DataType.IPV6_ADDR : DataType.IPV4_ADDR);
            case "mtu" -> new Selector.Rt(key, family, DataType.INTEGER);
            case "classid" -> new Selector.Rt(key, family, DataType.REALM);
            case "ipsec" -> new Selector.Rt(key, family, DataType.BOOLEAN);
            default -> options.extension("rt", rt.metaKey(), rt.index());
        };
    }

    private Selector socket(SocketContext socket) {
        String key = socket.metaKey().getText();
        OptionalInt level = socket.LEVEL() == null
                ? OptionalInt.empty()
                : OptionalInt.of(numbers.small(socket.NUMBER().getSymbol()));
        DataType type = switch (key) {
            case "transparent", "wildcard" -> DataType.INTEGER;
            case "mark" -> DataType.MARK;
            case "cgroupv2" -> DataType.CGROUPSV2;
            default -> throw new Unreadable(places.of(socket), "unknown socket key '" + key + "'");
        };
        return new Selector.Socket(key, level, type);
    }

    private Selector osf(OsfContext osf) {
        Optional<String> ttl =
                osf.TTL() == null ? Optional.empty() : Optional.of(osf.word(0).getText());
        String key = osf.word().getLast().getText();
        return switch (key) {
            case "name" -> new Selector.Osf(ttl, false);
            case "version" -> new Selector.Osf(ttl, true);
            default -> throw new Unreadable(places.of(osf), "unknown osf key '" + key + "', expected name or version");
        };
    }

    private Selector ipsec(IpsecContext ipsec) {
        String key = ipsec.word(1).getText();
        Optional<Family> family = family(ipsec.HEADER());
        DataType type = switch (key) {
            case "reqid", "spi" -> DataType.INTEGER;
            case "saddr", "daddr" -> family.equals(Optional.of(Family.IP6)) ? DataType.IPV6_ADDR : DataType.IPV4_ADDR;
            default -> throw new Unreadable(places.of(ipsec), "unknown ipsec key '" + key + "'");
        };
        int number = ipsec.SPNUM() == null ? 0 : numbers.small(ipsec.NUMBER().getSymbol());
        return new Selector.Ipsec(ipsec.word(0).getText(), number, key, family, type);
    }

    private Selector tunnel(TunnelContext tunnel) {
        String key = tunnel.WORD().getText();
        return switch (key) {
            case "id" -> new Selector.Tunnel(key, DataType.INTEGER);
            case "path" -> new Selector.Tunnel(key, DataType.BOOLEAN);
            default -> throw new Unreadable(places.of(tunnel), "unknown tunnel key '" + key + "', expected id or path");
        };
    }

    private Selector numgen(NumgenContext numgen) {
        boolean random = switch (numgen.word().getText()) {
            case "inc" -> false;
            case "random" -> true;
            default ->
                throw new Unreadable(
                        places.of(numgen.word()),
                        "unexpected '" + numgen.word().getText() + "', expected inc or random");
        };
        return new Selector.Numgen(
                random,
                numbers.number(numgen.NUMBER(0).getSymbol()),
                numgen.OFFSET() == null ? 0 : numbers.number(numgen.NUMBER(1).getSymbol()));
    }
}
