package org.nftrace.lint;

/// What a check is: the text of `nftrace lint --explain ID`.
///
/// @param id      `NFT001`; never used for another check
/// @param name    the flaw, so that "ignore dead-rule" reads as a sentence
/// @param flagged a ruleset in which the check finds something
/// @param clean   the same without the flaw
public record Card(
        String id, String name, Level level, Said what, Said why, Said instead, String flagged, String clean) {}
