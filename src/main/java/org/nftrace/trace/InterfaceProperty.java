package org.nftrace.trace;

/// What rules ask of an interface besides its name.
enum InterfaceProperty {
    /// `iif 3`
    INDEX(32),
    /// `iiftype ether`
    TYPE(16),
    /// `iifgroup default`
    GROUP(32),
    /// `meta iifkind "bridge"`
    KIND(128);

    private final int width;

    InterfaceProperty(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }
}
