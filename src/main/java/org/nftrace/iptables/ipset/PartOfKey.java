package org.nftrace.iptables.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the parts that a type of set names: `hash:net,port` has a [#NET] and a [#PORT].
public enum PartOfKey {
    /// `ip`, `net`: an address or network
    NET,
    /// `port` of a hash: a protocol and its port
    PORT,
    /// `port` of a bitmap: a port of whichever protocol has ports
    BARE_PORT,
    MAC,
    IFACE,
    MARK,
    /// `set` of `list:set`: another set
    SET;

    /// {@return the parts of a type such as `hash:ip,port,net`; empty when it is none}
    static Optional<List<PartOfKey>> of(String type) {
        int colon = type.indexOf(':');
        String method = colon < 0 ? "" : type.substring(0, colon);
        if (!List.of("hash", "bitmap", "list").contains(method)) {
            return Optional.empty();
        }
        var parts = new ArrayList<PartOfKey>();
        for (String word : type.substring(colon + 1).split(",", -1)) {
            switch (word) {
                case "ip", "net" -> parts.add(NET);
                case "port" -> parts.add(method.equals("bitmap") ? BARE_PORT : PORT);
                case "mac" -> parts.add(MAC);
                case "iface" -> parts.add(IFACE);
                case "mark" -> parts.add(MARK);
                case "set" -> parts.add(SET);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(parts);
    }
}
