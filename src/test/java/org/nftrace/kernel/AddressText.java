package org.nftrace.kernel;

import java.nio.ByteBuffer;

/// Addresses as ip(8) and nft(8) print them: dotted, or hexadecimal groups as RFC 5952 shortens them.
public final class AddressText {

    private AddressText() {}

    public static String of(byte[] address) {
        return address.length == 4 ? v4(address) : v6(address);
    }

    private static String v4(byte[] address) {
        return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
    }

    private static String v6(byte[] address) {
        var groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ByteBuffer.wrap(address).getShort(2 * i) & 0xffff;
        }
        var gap = longestGap(groups);
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (gap.length() > 1 && i == gap.start()) {
                text.append(i == 0 ? "::" : ":");
                i += gap.length() - 1;
            } else {
                text.append(Integer.toHexString(groups[i])).append(i < 7 ? ":" : "");
            }
        }
        return text.toString();
    }

    private record Gap(int start, int length) {}

    private static Gap longestGap(int[] groups) {
        var longest = new Gap(0, 0);
        for (int i = 0; i < 8; i++) {
            var end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > longest.length()) {
                longest = new Gap(i, end - i);
            }
        }
        return longest;
    }
}
