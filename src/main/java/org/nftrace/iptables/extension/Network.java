package org.nftrace.iptables.extension;

import java.util.Optional;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// An address under a mask, which need not be a prefix: `10.0.0.0/8`, `10.0.2.0/255.0.255.0`.
public record Network(Address address, Address mask) {
    private static final int LONGEST_LENGTH = 3;

    /// {@return the network that `text` spells, host bits cleared; a bare address has a full mask}
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        var address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Address given = address.get();
        var mask = slash < 0 ? Optional.of(mask(given, given.width())) : mask(given, text.substring(slash + 1));
        return mask.isEmpty() ? Optional.empty() : Optional.of(new Network(under(given, mask.get()), mask.get()));
    }

    /// {@return the length of the prefix, or -1 when the mask is none}
    public int length() {
        int ones = Long.bitCount(mask.high()) + Long.bitCount(mask.low());
        return mask.equals(mask(address, ones)) ? ones : -1;
    }

    public boolean isEverything() {
        return length() == 0;
    }

    public boolean isHost() {
        return length() == address.width();
    }

    public Value value() {
        int length = length();
        if (length < 0) {
            return new Value.Masked(new Value.IpAddress(address), new Value.IpAddress(mask));
        }
        return length == address.width()
                ? new Value.IpAddress(address)
                : new Value.IpPrefix(new Prefix(address, length));
    }

    /// {@return the spelling with a mask always: `10.0.0.1/32`}
    public String masked() {
        return address + "/" + maskText();
    }

    String maskText() {
        int length = length();
        return length < 0 ? mask.toString() : Integer.toString(length);
    }

    @Override
    public String toString() {
        return length() == address.width() ? address.toString() : masked();
    }

    private static Optional<Address> mask(Address address, String text) {
        if (Numbers.isDecimal(text, LONGEST_LENGTH)) {
            int length = Integer.parseInt(text);
            return length <= address.width() ? Optional.of(mask(address, length)) : Optional.empty();
        }
        return Address.parse(text).filter(m -> m.width() == address.width());
    }

    private static Address mask(Address like, int length) {
        int cleared = like.width() - length;
        long high = cleared >= Long.SIZE * 2 ? 0 : -1L << Math.max(0, cleared - Long.SIZE);
        return like.withBits(high, cleared >= Long.SIZE ? 0 : -1L << cleared);
    }

    private static Address under(Address address, Address mask) {
        return address.withBits(address.high() & mask.high(), address.low() & mask.low());
    }
}
