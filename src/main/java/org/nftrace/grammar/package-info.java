/// What ANTLR makes of the files in `grammar/`, and the stream of characters that its lexers read from.
///
/// Lexers, parsers and parse trees are generated; only the readers (`nft`, `iptables`, `packet`, `host`) see them.
/// A [org.nftrace.grammar.Stretch] reads a part of a text in place, so that the offset of a token is that of a span.
/// What ANTLR would learn of the words of nft text, and of the alternatives that one word tells apart, is found out
/// before: the former when nftrace is built. This room uses nothing but ANTLR's runtime.
package org.nftrace.grammar;
