package org.nftrace.trace;

import org.nftrace.ir.CtKey;
import org.nftrace.packet.Fact;

/// The dimensions that are spoken of by name.
public final class Dimensions {
    /// `meta l4proto`
    public static final Dimension PROTOCOL = new Dimension.OfPacket(Fact.PROTOCOL, 8);

    /// `tcp dport` and what other protocols have for it
    public static final Dimension DPORT = new Dimension.OfPacket(Fact.DPORT, 16);

    /// `meta mark`
    public static final Dimension MARK = new Dimension.OfPacket(Fact.MARK, 32);

    /// `ip daddr`
    public static final Dimension DESTINATION = new Dimension.OfPacket(Fact.DESTINATION, 32);

    /// `iifname`
    public static final Dimension IN = new Dimension.InterfaceName(Fact.IN);

    /// `oifname`
    public static final Dimension OUT = new Dimension.InterfaceName(Fact.OUT);

    /// `ct state`, whose bits are one a state
    public static final Dimension STATE = new Dimension.OfConnection(CtKey.STATE, 7);

    /// `ct status`, likewise
    public static final Dimension STATUS = new Dimension.OfConnection(CtKey.STATUS, ConnectionSource.STATUS_BITS);

    private Dimensions() {}
}
