package org.nftrace.packet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.nftrace.net.Protocol;

/// The names of protocols that a description may begin with: nft's and iptables' spellings.
final class Protocols {
    static final String FORMS = "tcp, udp, icmp, icmpv6, sctp, …, a number up to 255, or 'any'";

    private static final Map<String, Integer> NUMBERS = numbers();

    private Protocols() {}

    static OptionalInt number(String name) {
        Integer number = NUMBERS.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    static List<String> names() {
        return List.copyOf(NUMBERS.keySet());
    }

    private static Map<String, Integer> numbers() {
        var numbers = new HashMap<String, Integer>();
        Arrays.stream(Protocol.values()).forEach(p -> numbers.put(p.label(), p.number()));
        // 'ip' is protocol 0 in /etc/protocols, but in front of addresses nobody means hop-by-hop options by it.
        numbers.remove(Protocol.HOPOPT.label());
        numbers.put("icmpv6", Protocol.ICMPV6.number());
        numbers.put("icmp6", Protocol.ICMPV6.number());
        numbers.put("ipip", Protocol.IPIP.number());
        numbers.put("ipcomp", Protocol.COMP.number());
        return Map.copyOf(numbers);
    }
}
