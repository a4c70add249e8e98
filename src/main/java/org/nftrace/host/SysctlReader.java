package org.nftrace.host;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.nftrace.text.Span;

/// Reads `sysctl -a` (sysctl(8)): `net.ipv4.ip_forward = 1`. Of the many, only `net.…` says anything of a packet's way.
final class SysctlReader {
    private static final Pattern LINE =
            Pattern.compile("\\s*[a-z0-9_-]+(\\.[A-Za-z0-9_@/:-]+)+\\s*=.*", Pattern.DOTALL);

    private SysctlReader() {}

    static boolean looksLikeOne(String line) {
        return LINE.matcher(line).matches();
    }

    static Host read(Span part, Complaints complaints) {
        Map<String, String> values = new HashMap<>();
        for (Span line : new Lines(part)) {
            String text = line.text();
            int equals = text.indexOf('=');
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            if (key.startsWith("net.")) {
                values.put(key, text.substring(equals + 1).strip());
            } else if (equals < 0 && !text.strip().startsWith("sysctl:")) {
                complaints.warning(line, "a line like 'net.ipv4.ip_forward = 1' was expected");
            }
            if (complaints.areTooMany()) {
                break;
            }
        }
        return Host.UNKNOWN.withSysctls(values);
    }
}
