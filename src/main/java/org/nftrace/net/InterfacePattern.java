package org.nftrace.net;

/// An interface name or the start of one: `docker1` · `docker1`, `"veth*"` · `veth+`.
public record InterfacePattern(String text, boolean wildcard) {

    public static InterfacePattern exactly(String name) {
        return new InterfacePattern(name, false);
    }

    public static InterfacePattern startingWith(String start) {
        return new InterfacePattern(start, true);
    }

    public boolean matches(String name) {
        return wildcard ? name.startsWith(text) : name.equals(text);
    }

    /// {@return nft's spelling without quotes}
    @Override
    public String toString() {
        return wildcard ? text + "*" : text;
    }
}
