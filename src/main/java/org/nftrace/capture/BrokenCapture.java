package org.nftrace.capture;

import java.io.IOException;

/// The file is no capture, or is damaged; what was read before it stands.
public final class BrokenCapture extends IOException {
    private static final long serialVersionUID = 1;

    BrokenCapture(String message) {
        super(message);
    }
}
