/// Reads lines, from a terminal or from a script, and has a [org.nftrace.repl.Shell] answer them.
///
/// In a terminal: editing, history, completion, highlighting, paging, and Ctrl-C, which ends a command and not the
/// session. In a script: nothing of that, so that the same lines print the same bytes. What a line means this room does
/// not know.
///
/// The only room that uses JLine; a plain trace loads none of it.
package org.nftrace.repl;
