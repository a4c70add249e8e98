package org.nftrace.kernel;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A frame that came out of the host by one of its cables.
///
/// @param headers empty for what is not IP
public record Frame(String link, String sourceMac, String destinationMac, Optional<Headers> headers) {

    public static Frame read(String link, byte[] bytes) {
        var type = (bytes[12] & 0xff) << 8 | bytes[13] & 0xff;
        var isIp = type == 0x0800 || type == 0x86dd;
        return new Frame(
                link,
                mac(bytes, 6),
                mac(bytes, 0),
                isIp ? Headers.read(Arrays.copyOfRange(bytes, 14, bytes.length)) : Optional.empty());
    }

    private static String mac(byte[] bytes, int at) {
        return HexFormat.ofDelimiter(":").formatHex(bytes, at, at + 6);
    }
}
