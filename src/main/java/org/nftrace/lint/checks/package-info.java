/// The checks, one a file: what each looks for, why, and how.
///
/// A check looks at a [org.nftrace.lint.Subject] and answers with findings; it knows no other check. To add one:
/// its file, and a line in [org.nftrace.lint.checks.Checks]. Its samples are run by a test.
package org.nftrace.lint.checks;
