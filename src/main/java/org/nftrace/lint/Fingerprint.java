package org.nftrace.lint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What stays of a finding when lines above it come and go: the check, the file, and the text of the line.
public final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    public static String of(Finding finding) {
        String line = finding.span().lineText();
        String text = line.strip()
                .replaceAll("packets \\d+ bytes \\d+", "")
                .replaceAll("# handle \\d+", "")
                .replaceAll("\\s+", " ");
        String whole = finding.card().id() + '\n' + finding.span().source().name() + '\n' + text;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
