package org.nftrace.packet;

import java.util.Optional;
import org.nftrace.text.Source;

/// The unquoted `->`: of `--packet udp:192.0.2.1->192.0.2.2:53` the shell keeps `udp:192.0.2.1-` and makes the rest
/// the file that standard output goes to.
public final class EatenArrow {
    private static final String DELETED =
            " (deleted)"; // proc(5): how a link of /proc/self/fd ends when its file is gone

    private EatenArrow() {}

    /// {@return whether the value looks as if the shell had cut it off before the `>`}
    public static boolean isCut(String value) {
        return value.endsWith("-") && value.indexOf(':') > 0;
    }

    /// {@return the description as it was typed, or empty when a cut value and this file make no packet}
    ///
    /// @param file where standard output goes: `/home/me/192.0.2.2:53`
    public static Optional<String> restore(String value, String file) {
        String path = file.endsWith(DELETED) ? file.substring(0, file.length() - DELETED.length()) : file;
        String name = path.substring(path.lastIndexOf('/') + 1);
        String whole = value + ">" + name;
        return isCut(value)
                        && PacketReader.read(new Source(name, whole)).packet().isPresent()
                ? Optional.of(whole)
                : Optional.empty();
    }
}
