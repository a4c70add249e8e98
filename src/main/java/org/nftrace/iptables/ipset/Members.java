package org.nftrace.iptables.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.iptables.extension.Network;
import org.nftrace.iptables.extension.Protocols;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.net.Prefix;
import org.nftrace.net.Service;

/// Reads the members of a set: `10.0.0.1,tcp:80`, `192.168.0.0/16,eth0`.
final class Members {
    private static final int PORTS = 0xffff;

    private final List<PartOfKey> parts;
    private final int netmask;

    /// @param netmask how many bits of an address count, or -1 for all
    Members(List<PartOfKey> parts, int netmask) {
        this.parts = parts;
        this.netmask = netmask;
    }

    /// {@return the key of a member, or empty when it is not understood}
    ///
    /// @param wild whether its interface is the start of a name
    Optional<Value> key(String text, boolean wild) {
        String[] words = text.split(",", -1);
        // bitmap:ip,mac takes an address alone, which stands for any MAC.
        boolean anyMac = words.length == 1 && parts.equals(List.of(PartOfKey.NET, PartOfKey.MAC));
        if (words.length != parts.size() && !anyMac) {
            return Optional.empty();
        }
        var values = new ArrayList<Value>();
        for (int i = 0; i < parts.size(); i++) {
            var value = i < words.length
                    ? values(parts.get(i), words[i], wild)
                    : Optional.<List<Value>>of(List.of(new Value.Range(number(0), number(0xffffffffffffL))));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.addAll(value.get());
        }
        return Optional.of(values.size() == 1 ? values.getFirst() : new Value.Concatenation(values));
    }

    private Optional<List<Value>> values(PartOfKey part, String text, boolean wild) {
        return switch (part) {
            case NET -> network(text).map(List::of);
            case PORT -> portOfProtocol(text);
            case BARE_PORT -> port(text).map(List::of);
            case MAC -> mac(text).map(List::of);
            case IFACE -> iface(text, wild).map(List::of);
            case MARK -> mark(text).map(List::of);
            case SET -> Optional.empty();
        };
    }

    private Optional<Value> network(String text) {
        int dash = text.indexOf('-');
        if (dash > 0) {
            var first = Address.parse(text.substring(0, dash));
            var last = Address.parse(text.substring(dash + 1));
            return first.flatMap(a -> last.map(b -> new Value.Range(new Value.IpAddress(a), new Value.IpAddress(b))));
        }
        return Network.parse(text).map(this::masked);
    }

    private Value masked(Network network) {
        Address address = network.address();
        boolean all = netmask < 0 || netmask >= address.width() || !network.isHost();
        return all ? network.value() : new Value.IpPrefix(new Prefix(address, netmask).network());
    }

    // 'tcp:80', 'udp:1000-2000', '80' (which ipset takes for TCP); 'icmp:8/0' and 'gre:0' have no port.
    private static Optional<List<Value>> portOfProtocol(String text) {
        int colon = text.indexOf(':');
        var protocol = Protocols.number(colon < 0 ? "tcp" : text.substring(0, colon));
        if (protocol.isEmpty() || !Membership.WITH_PORTS.contains((long) protocol.getAsInt())) {
            return Optional.empty();
        }
        return port(text.substring(colon + 1)).map(port -> List.of(number(protocol.getAsInt()), port));
    }

    private static Optional<Value> port(String text) {
        int dash = text.indexOf('-');
        var whole = single(text);
        if (whole.isPresent() || dash < 0) {
            return whole;
        }
        return single(text.substring(0, dash))
                .flatMap(first -> single(text.substring(dash + 1)).map(last -> new Value.Range(first, last)));
    }

    private static Optional<Value> single(String text) {
        if (text.matches("\\d{1,5}")) {
            return Optional.of(Integer.parseInt(text)).filter(n -> n <= PORTS).map(Members::number);
        }
        var named = Service.port(text);
        return named.isPresent() ? Optional.of(number(named.getAsInt())) : Optional.empty();
    }

    private static Optional<Value> mac(String text) {
        return text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}")
                ? Optional.of(number(Long.parseLong(text.replace(":", ""), 16)))
                : Optional.empty();
    }

    // 'physdev:eth0' asks for the port of a bridge, which is not among what a key can ask for here.
    private static Optional<Value> iface(String text, boolean wild) {
        if (text.isEmpty() || text.startsWith("physdev:")) {
            return Optional.empty();
        }
        return Optional.of(
                new Value.Interface(wild ? InterfacePattern.startingWith(text) : InterfacePattern.exactly(text)));
    }

    private static Optional<Value> mark(String text) {
        return text.matches("0x[0-9A-Fa-f]{1,8}|0|[1-9]\\d{0,9}")
                ? Optional.of(number(Long.decode(text)))
                : Optional.empty();
    }

    private static Value number(long number) {
        return new Value.Number(number);
    }
}
