package org.nftrace.capture;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A frame as it was captured, perhaps not to its end.
///
/// @param link  what it begins with: a number of https://www.tcpdump.org/linktypes.html
/// @param bytes from the frame's first on
/// @param in    the interface by which it came in, where the file says that it did
record Frame(int link, ByteBuffer bytes, Optional<String> in) {}
