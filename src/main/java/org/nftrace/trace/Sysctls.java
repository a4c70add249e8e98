package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.host.Host;

/// The settings of the host's interfaces, as far as they were told (Documentation/networking/ip-sysctl.rst).
final class Sysctls {
    private static final int MOST_DIGITS = 9;

    private final Host host;

    Sysctls(Host host) {
        this.host = host;
    }

    private OptionalInt get(String name) {
        String value = host.sysctls().get(name);
        return value == null ? OptionalInt.empty() : number(value.strip());
    }

    private static OptionalInt number(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private OptionalInt ofDevice(String device, String name) {
        return get("net.ipv4.conf." + device + "." + name);
    }

    /// {@return whether packets that come in by the interface are forwarded}
    Optional<Boolean> forwards(boolean v4, Optional<String> in) {
        OptionalInt all = v4
                ? or(get("net.ipv4.ip_forward"), ofDevice("all", "forwarding"))
                : get("net.ipv6.conf.all.forwarding");
        OptionalInt own = v4 && in.isPresent() ? ofDevice(in.get(), "forwarding") : OptionalInt.empty();
        OptionalInt value = or(own, all);
        return value.isPresent() ? Optional.of(value.getAsInt() != 0) : Optional.empty();
    }

    private static OptionalInt or(OptionalInt one, OptionalInt other) {
        return one.isPresent() ? one : other;
    }

    /// {@return the larger of the interface's and of `all`'s, as for rp_filter; empty when neither was told}
    OptionalInt most(String device, String name) {
        OptionalInt own = ofDevice(device, name);
        OptionalInt all = ofDevice("all", name);
        return own.isEmpty() && all.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(own.orElse(0), all.orElse(0)));
    }

    /// {@return whether the setting is on for the interface or for all, as for route_localnet; off when it was not
    /// told}
    boolean isOn(String device, String name) {
        return most(device, name).orElse(0) != 0;
    }
}
