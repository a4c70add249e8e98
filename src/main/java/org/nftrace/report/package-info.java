/// All wording and layout: how a trace is numbered, told, drawn and written, and how a diagnostic is printed.
///
/// [org.nftrace.report.Numbering] gives a trace its numbers, and nothing else does. A [org.nftrace.report.TraceFormat]
/// writes one trace: the article listing for people, steps for tests, JSON for programs, monitor lines to lay beside
/// the kernel's own. Sentences stand in [org.nftrace.report.Words], once in English and once in Japanese.
///
/// Nothing of a dump reaches a reader raw: whatever is shown went through [org.nftrace.report.Escape].
/// This room uses `trace`, `lint` and what they stand on; it writes to what it is handed and never to the process.
package org.nftrace.report;
