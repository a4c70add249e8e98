package org.nftrace.cli;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// Names of interfaces as the numbers that conditions compare: their bytes, padded with zeros.
final class Interfaces {
    private static final int SIZE = 16;
    private static final Dimension IN = new Dimension.InterfaceName(Fact.IN);

    private Interfaces() {}

    /// {@return that packets come in by this one}
    static Meaning is(String name) {
        BigInteger number = number(name);
        return new Meaning.In(IN, List.of(new Meaning.Range(number, number)));
    }

    static BigInteger number(String name) {
        byte[] bytes = new byte[SIZE + 1];
        byte[] given = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(given, 0, bytes, 1, Math.min(SIZE, given.length));
        return new BigInteger(bytes);
    }

    /// {@return the names that conditions ask for one by one, of the numbers at which they begin or end to ask}
    static List<String> named(List<BigInteger> cuts) {
        var all = new HashSet<>(cuts);
        var names = new ArrayList<String>();
        for (BigInteger cut : cuts) {
            if (cut.signum() > 0 && all.contains(cut.add(BigInteger.ONE))) {
                String name = name(cut);
                if (number(name).equals(cut) && !name.equals(PacketSetText.OTHER)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static String name(BigInteger number) {
        byte[] given = number.toByteArray();
        byte[] bytes = new byte[SIZE];
        int length = Math.min(SIZE, given.length);
        System.arraycopy(given, given.length - length, bytes, SIZE - length, length);
        return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\0+$", "");
    }
}
