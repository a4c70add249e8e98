/// What lies in `samples`: where the dumps of a story are, and what belongs to each. The golden tests trace them, the
/// kernel tests load them.
package org.nftrace.samples;
