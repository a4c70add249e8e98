package org.nftrace.space;

/// How packets leave a base chain.
public enum Ending {
    ACCEPTED,
    DROPPED,
    REJECTED,
    /// by `dnat`, `masquerade`, …: the hook's nat is done
    TRANSLATED,
    /// to a program, another device, or in a way that is not modelled
    ELSEWHERE
}
