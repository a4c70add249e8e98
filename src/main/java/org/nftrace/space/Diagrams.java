package org.nftrace.space;

import com.github.javabdd.BDD;
import com.github.javabdd.BDDFactory;
import java.math.BigInteger;
import java.util.List;
import org.nftrace.trace.Meaning;

/// Makes the diagrams of numbers that lie in some ranges.
///
/// A number is spelled by the variables from a level on, its highest bit first.
record Diagrams(BDDFactory factory) {

    BDD of(List<Meaning.Range> ranges, int level, int bits) {
        return ranges.isEmpty() ? factory.zero() : some(ranges, level, bits);
    }

    // In halves: the diagrams that are put together stay of one size.
    private BDD some(List<Meaning.Range> ranges, int level, int bits) {
        if (ranges.size() == 1) {
            return within(ranges.getFirst(), level, bits);
        }
        int middle = ranges.size() >>> 1;
        return some(ranges.subList(0, middle), level, bits)
                .orWith(some(ranges.subList(middle, ranges.size()), level, bits));
    }

    // What does not fit the bits is no number of theirs.
    private BDD within(Meaning.Range range, int level, int bits) {
        BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        BigInteger last = range.last().min(most);
        if (range.first().compareTo(last) > 0) {
            return factory.zero();
        }
        return range.first().equals(last)
                ? only(last, level, bits)
                : beyond(range.first(), true, level, bits).andWith(beyond(last, false, level, bits));
    }

    private BDD only(BigInteger number, int level, int bits) {
        BDD only = factory.one();
        for (int bit = 0; bit < bits; bit++) {
            int variable = level + bits - 1 - bit;
            only = (number.testBit(bit) ? factory.ithVar(variable) : factory.nithVar(variable)).andWith(only);
        }
        return only;
    }

    // The bound itself, and all that lies above it or below it.
    private BDD beyond(BigInteger bound, boolean above, int level, int bits) {
        BDD beyond = factory.one();
        for (int bit = 0; bit < bits; bit++) {
            int at = level + bits - 1 - bit;
            BDD variable = above ? factory.ithVar(at) : factory.nithVar(at);
            beyond = bound.testBit(bit) == above ? variable.andWith(beyond) : variable.orWith(beyond);
        }
        return beyond;
    }
}
