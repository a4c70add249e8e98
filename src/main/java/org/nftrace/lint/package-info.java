/// What a careful colleague would say of a ruleset: findings, and the checks that make them.
///
/// Each check is one file in `checks`: its [org.nftrace.lint.Card] (id, name, explanation, a flagged and a clean
/// sample) and how it looks at a [org.nftrace.lint.Subject]. What a finding says of packets rests on exact sets of
/// them (`space`); what cannot be decided is not reported. Sentences stand beside the check that says them, in both
/// languages ([org.nftrace.lint.Said]); `report` lays them out.
///
/// This room uses `space` and what it stands on. It prints nothing and reads no files.
package org.nftrace.lint;
