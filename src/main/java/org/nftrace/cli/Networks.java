package org.nftrace.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.trace.Meaning;

/// Ranges of addresses as the fewest networks.
final class Networks {
    private Networks() {}

    /// {@return the networks that together are the range}
    static List<String> of(Meaning.Range range, boolean six) {
        int width = six ? 128 : 32;
        var networks = new ArrayList<String>();
        BigInteger first = range.first();
        while (first.compareTo(range.last()) <= 0) {
            int free = first.signum() == 0 ? width : Math.min(width, first.getLowestSetBit());
            while (first.add(BigInteger.ONE.shiftLeft(free))
                            .subtract(BigInteger.ONE)
                            .compareTo(range.last())
                    > 0) {
                free--;
            }
            networks.add(text(first, width - free, six));
            first = first.add(BigInteger.ONE.shiftLeft(free));
        }
        return networks;
    }

    private static String text(BigInteger number, int length, boolean six) {
        Address address = six
                ? new Address.V6(number.shiftRight(64).longValue(), number.longValue())
                : new Address.V4(number.intValue());
        return length == address.width() ? address.toString() : new Prefix(address, length).toString();
    }
}
