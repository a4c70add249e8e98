package org.nftrace.net;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Other addresses for addresses, so that what rules and routes make of them stays the same.
///
/// Two addresses that have their first n bits in common have n bits in common afterwards, and no more: each bit is
/// flipped or not by what a secret makes of the bits before it (Xu, Fan, Ammar, Moon, "Prefix-preserving IP address
/// anonymization", 2002). Networks that mean something by themselves (private, loopback, multicast, documentation) stay
/// where they are, and so do the bits within a range that some rule names, whose order matters.
public final class AddressMap {
    private static final String ALGORITHM = "HmacSHA256";

    // What is inside of these is mapped within them.
    private static final List<Prefix> CLASSES = prefixes(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "198.18.0.0/15",
            "2000::/3",
            "2001:db8::/32",
            "fc00::/8",
            "fd00::/8",
            "fe80::/64");

    // These mean the same on every host, or are masks.
    private static final List<Prefix> KEPT = prefixes(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/8",
            "64:ff9b::/96",
            "ff00::/8");

    private final SecretKeySpec secret;
    private final List<Prefix> kept;
    private final Map<String, Boolean> flips = new HashMap<>();

    /// @param ranges within them, no bit is changed: the order of addresses stays
    public AddressMap(byte[] secret, List<Prefix> ranges) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.kept = new ArrayList<>(KEPT);
        kept.addAll(ranges);
    }

    private static List<Prefix> prefixes(String... texts) {
        return Stream.of(texts).map(t -> Prefix.parse(t).orElseThrow()).toList();
    }

    /// {@return the address that stands for this one}
    public Address of(Address address) {
        int offset = 128 - address.width();
        long high = address.high();
        long low = address.low();
        for (int i = 0; i < address.width(); i++) {
            if (flips(address, i)) {
                int bit = offset + i;
                if (bit < 64) {
                    high ^= 1L << (63 - bit);
                } else {
                    low ^= 1L << (127 - bit);
                }
            }
        }
        return address.withBits(high, low);
    }

    /// {@return a number for a text: the same for the same text, and nothing to be learnt from it}
    public long of(String text) {
        return ByteBuffer.wrap(hash(text)).getLong();
    }

    // Asked of the bits before it: neither inside of what is kept, nor on the way to anything that has a place.
    private boolean flips(Address address, int length) {
        var before = new Prefix(address, length).network();
        if (kept.stream().anyMatch(p -> p.contains(before))
                || Stream.of(CLASSES, KEPT)
                        .flatMap(List::stream)
                        .anyMatch(p -> before.contains(p) && p.length() > length)) {
            return false;
        }
        return flips.computeIfAbsent(before.first() + "/" + length, text -> (hash(text)[0] & 1) == 1);
    }

    private byte[] hash(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
