package org.nftrace.trace;

import java.math.BigInteger;
import org.nftrace.ir.CtKey;
import org.nftrace.packet.Fact;

/// What the conditions of rules speak of: one number of the packet, its connection or its host that two rules may both
/// look at. Dimensions that are equal are the same number in every packet.
public sealed interface Dimension {

    /// {@return how many bits the number has}
    int width();

    /// `tcp dport`, `ip saddr`, `meta mark`; addresses of IPv4 and of IPv6 are two dimensions
    record OfPacket(Fact fact, int width) implements Dimension {}

    /// `iifname`, `oifname`: the bytes of the name, 0 when there is none
    record InterfaceName(Fact fact) implements Dimension {
        /// The last number that 16 bytes are.
        public static final BigInteger LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

        /// {@return a name as its number: its bytes, padded with zeros}
        public static BigInteger number(String name) {
            return Word.of(name).toBigInteger();
        }

        /// {@return the name whose number it is}
        public static String name(BigInteger number) {
            return Word.of(number).toName();
        }

        @Override
        public int width() {
            return 128;
        }
    }

    /// `meta protocol`
    record EtherType() implements Dimension {
        @Override
        public int width() {
            return 16;
        }
    }

    /// `meta nfproto`
    record Nfproto() implements Dimension {
        @Override
        public int width() {
            return 8;
        }
    }

    /// `ct state`, `ct mark`
    record OfConnection(CtKey key, int width) implements Dimension {}

    /// Whether the key, as it is now, is in a named set: 1 or 0.
    ///
    /// @param key what is looked up, spelled out
    record InSet(String table, String set, String key) implements Dimension {
        @Override
        public int width() {
            return 1;
        }
    }

    /// Anything else, which is the same only where it is asked for in the same words.
    record Other(String what, int width) implements Dimension {}

    /// {@return whether no more is known of the number than the words that ask for it: it may hang on any other}
    default boolean isOpaque() {
        return this instanceof InSet || this instanceof Other;
    }
}
