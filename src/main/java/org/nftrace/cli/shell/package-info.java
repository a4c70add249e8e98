/// What a user's shell is given of the program: scripts that complete its command lines, and the pages of its manual.
///
/// Everything is written from the model of the commands ([org.nftrace.cli.shell.Program]): an option that is described
/// there is completed and has its place in the manual, and nothing is listed here by hand.
///
/// May use picocli's model and nothing else of this program. A trace loads none of it.
package org.nftrace.cli.shell;
