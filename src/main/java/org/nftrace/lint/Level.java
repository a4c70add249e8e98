package org.nftrace.lint;

/// How grave a finding is.
public enum Level {
    /// worth knowing; nothing is wrong for certain
    NOTE,
    /// hardly what was meant
    WARNING,
    /// wrong, or dangerous
    ERROR
}
