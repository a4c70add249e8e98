/// The text of an input and places in it: what was read, where a thing stands, what is wrong there.
///
/// A [org.nftrace.text.Source] is one named input, a [org.nftrace.text.Span] a stretch of it, a
/// [org.nftrace.text.Diagnostic] a message about a span. Lines and columns are 1-based and counted
/// in characters (UTF-16 units); offsets are 0-based. This room uses nothing but the JDK.
package org.nftrace.text;
