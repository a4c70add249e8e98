/// Captured packets: which ones a file of tcpdump or Wireshark holds.
///
/// A [org.nftrace.capture.Capture] reads pcap and pcapng frame by frame, however long the file is, and tells of each
/// the [org.nftrace.packet.Packet] that its headers describe. What was not captured is unknown. The formats are read
/// here, in a few lines: of the libraries, one needs native code and another reads no pcapng. This room uses `packet`,
/// `net` and `text`.
package org.nftrace.capture;
