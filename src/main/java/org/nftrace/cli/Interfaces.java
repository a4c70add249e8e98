package org.nftrace.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// Names of interfaces as the numbers that conditions compare: their bytes, padded with zeros.
final class Interfaces {
    private Interfaces() {}

    /// {@return that packets come in by this one}
    static Meaning is(String name) {
        BigInteger number = Dimension.InterfaceName.number(name);
        return new Meaning.In(Dimensions.IN, List.of(new Meaning.Range(number, number)));
    }

    /// {@return the names that conditions ask for one by one, of the numbers at which they begin or end to ask}
    static List<String> named(List<BigInteger> cuts) {
        var all = new HashSet<>(cuts);
        var names = new ArrayList<String>();
        for (BigInteger cut : cuts) {
            if (cut.signum() > 0 && all.contains(cut.add(BigInteger.ONE))) {
                String name = Dimension.InterfaceName.name(cut);
                if (Dimension.InterfaceName.number(name).equals(cut) && !name.equals(PacketSetText.OTHER)) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
