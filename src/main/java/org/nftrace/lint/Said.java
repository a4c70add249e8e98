package org.nftrace.lint;

/// A sentence in both languages.
public record Said(String en, String ja) {}
