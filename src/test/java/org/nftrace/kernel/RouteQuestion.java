package org.nftrace.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.nftrace.host.Query;
import org.nftrace.net.Address;

/// `ip route get fibmatch DESTINATION from SOURCE iif IN …`; an empty text is one that is not said.
record RouteQuestion(String destination, String source, String in, String out, int mark, int tos, String dport) {
    private static final int TCP = 6;
    private static final long INVALID_UID = 0xffff_ffffL;
    private static final int SPORT = 1000;

    String[] command() {
        var words = new ArrayList<>(List.of("ip", "route", "get", "fibmatch", destination));
        add(words, "from", source);
        add(words, "iif", in);
        add(words, "oif", out);
        words.addAll(List.of("mark", "" + mark, "ipproto", "tcp", "sport", "" + SPORT, "dport", dport));
        if (tos != 0) {
            words.addAll(List.of("tos", "0x" + Integer.toHexString(tos)));
        }
        return words.toArray(String[]::new);
    }

    // ip runs as root. For a packet that comes in, IPv4 takes root as well, but inet6_rtm_getroute() nobody at all (the
    // kernel's own input path, ip6_route_input(), takes root).
    private long user(Address to) {
        return to.isV4() || in.isEmpty() ? 0 : INVALID_UID;
    }

    private static void add(List<String> words, String key, String value) {
        if (!value.isEmpty()) {
            words.addAll(List.of(key, value));
        }
    }

    Query query() {
        Address to = Address.parse(destination).orElseThrow();
        Address from = Address.parse(source).orElseGet(() -> to.withBits(0, 0));
        var query = Query.to(to)
                .from(from)
                .by(in.isEmpty() ? "lo" : in)
                .withMark(mark)
                .withTos(tos)
                .ofUser(user(to))
                .withTransport(TCP, OptionalInt.of(SPORT), OptionalInt.of(Integer.parseInt(dport)));
        return out.isEmpty() ? query : query.boundTo(out);
    }
}
