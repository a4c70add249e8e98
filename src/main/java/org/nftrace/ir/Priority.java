package org.nftrace.ir;

/// `priority filter + 10`, `priority -100`: lower runs earlier.
///
/// @param value the number the kernel sorts by
/// @param text  as the dump spells it: nft 0.9.0 prints numbers, later ones names with an offset
public record Priority(int value, String text) implements Comparable<Priority> {

    public static Priority of(int value) {
        return new Priority(value, Integer.toString(value));
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }
}
