/// What somebody asks who asks twenty questions in a row: which rules are loaded, which packet is meant, what came of
/// the last trace, what has been tried on a copy of the rules.
///
/// One class a verb. A verb takes the state as it is and answers with the state as it will be; it changes nothing
/// itself, so that a command that fails, or is interrupted, leaves the session as it was. Nothing here ever touches a
/// live firewall.
///
/// May use `load`, `report` and what they stand on, and the interface of `repl`. Verbs that are commands of the program
/// too are handed in by `cli`.
package org.nftrace.session;
