/// What the user types, and what the process answers: one class a command, exit codes, the streams.
///
/// Only this room touches `System.in`, `System.out`, `System.err` and `System.exit`; everything it runs is handed a
/// [org.nftrace.cli.Console] instead, which is why a test needs no process of its own.
///
/// Exit codes: 0 done; 1 a finding, a failed check or a verdict other than the expected one; 2 usage or unreadable
/// input; 3 undecided, because it depends on something that was not given.
///
/// May use every room below it: `load`, `report`, `repl` and what they stand on.
package org.nftrace.cli;
