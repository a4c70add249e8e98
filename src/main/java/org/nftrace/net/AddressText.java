package org.nftrace.net;

import java.util.Optional;

/// The textual forms of addresses: dotted quads, and RFC 4291 read and RFC 5952 written, as inet_pton(3) and
/// inet_ntop(3) do.
final class AddressText {
    private static final long NONE = -1;

    private AddressText() {}

    static Optional<Address> parse(String text) {
        if (text.length() > 45) {
            return Optional.empty();
        }
        if (text.indexOf(':') >= 0) {
            return parseV6(text);
        }
        long bits = parseV4(text);
        return bits == NONE ? Optional.empty() : Optional.of(new Address.V4((int) bits));
    }

    private static long parseV4(String text) {
        int bits = 0;
        int octet = 0;
        int digits = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c) && digits < 3) {
                octet = octet * 10 + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && dots < 3) {
                bits = bits << 8 | octet;
                octet = 0;
                digits = 0;
                dots++;
            } else {
                return NONE;
            }
            if (octet > 255) {
                return NONE;
            }
        }
        return dots == 3 && digits > 0 ? Integer.toUnsignedLong(bits << 8 | octet) : NONE;
    }

    private static Optional<Address> parseV6(String text) {
        String groups = text;
        int lastColon = text.lastIndexOf(':');
        if (text.indexOf('.') > lastColon) {
            long tail = parseV4(text.substring(lastColon + 1));
            if (tail == NONE) {
                return Optional.empty();
            }
            int bits = (int) tail;
            groups = text.substring(0, lastColon + 1) + Integer.toHexString(bits >>> 16) + ":"
                    + Integer.toHexString(bits & 0xffff);
        }
        int gap = groups.indexOf("::");
        if (gap < 0) {
            int[] all = parseGroups(groups);
            return all.length == 8 ? Optional.of(of(all)) : Optional.empty();
        }
        if (groups.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] front = gap == 0 ? new int[0] : parseGroups(groups.substring(0, gap));
        int[] back = gap + 2 == groups.length() ? new int[0] : parseGroups(groups.substring(gap + 2));
        boolean broken = gap > 0 && front.length == 0 || gap + 2 < groups.length() && back.length == 0;
        if (broken || front.length + back.length > 7) {
            return Optional.empty();
        }
        int[] all = new int[8];
        System.arraycopy(front, 0, all, 0, front.length);
        System.arraycopy(back, 0, all, 8 - back.length, back.length);
        return Optional.of(of(all));
    }

    // An empty result means: not a list of hex groups.
    private static int[] parseGroups(String text) {
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(AddressText::isHexDigit)) {
                return new int[0];
            }
            groups[i] = Integer.parseInt(part, 16);
        }
        return groups;
    }

    private static Address of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return new Address.V6(high, low);
    }

    static String print(Address.V4 address) {
        int bits = address.bits();
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    static String print(Address.V6 address) {
        // inet_ntop(3) writes the last 32 bits of ::ffff:0:0/96 and of ::/96 (but not ::1 and ::) as a dotted quad.
        boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffff;
        boolean compatible = address.high() == 0 && address.low() >>> 32 == 0 && address.low() >>> 16 != 0;
        if (mapped || compatible) {
            return (mapped ? "::ffff:" : "::") + print(new Address.V4((int) address.low()));
        }
        int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (address.high() >>> (48 - 16 * i)) & 0xffff;
            groups[i + 4] = (int) (address.low() >>> (48 - 16 * i)) & 0xffff;
        }
        return print(groups);
    }

    private static String print(int[] groups) {
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gapStart = i;
                gapLength = end - i;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gapStart) {
                out.append("::");
                i += gapLength - 1;
            } else {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
