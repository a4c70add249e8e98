package org.nftrace.packet;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.grammar.PacketParser.AddressContext;
import org.nftrace.grammar.PacketParser.BareContext;
import org.nftrace.grammar.PacketParser.BracketedContext;
import org.nftrace.grammar.PacketParser.EndpointContext;
import org.nftrace.grammar.PacketParser.FlowContext;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.net.Protocol;
import org.nftrace.text.Span;
import org.nftrace.text.Spelling;

/// Reads `PROTO:SRC[:SPORT]->DST[:DPORT]`.
final class FlowReader {
    static final String OPEN = "any";
    private static final long IPV4 = 0x0800;
    private static final long IPV6 = 0x86dd;

    private final PacketSyntax syntax;
    private final Draft draft;

    FlowReader(PacketSyntax syntax, Draft draft) {
        this.syntax = syntax;
        this.draft = draft;
    }

    void read(FlowContext flow) {
        Span protocol = syntax.span(flow.protocol());
        if (Address.parse(protocol.text()).isPresent()) {
            String found = "found the address '" + protocol.text() + "' where a protocol was expected: ";
            draft.error(protocol, found + Protocols.FORMS);
            return;
        }
        readProtocol(protocol);
        readEndpoint(flow.source, Fact.SOURCE, Fact.SPORT);
        readEndpoint(flow.destination, Fact.DESTINATION, Fact.DPORT);
        readFamily(flow);
    }

    private void readProtocol(Span span) {
        String name = span.text();
        if (name.equals(OPEN) || name.equals("all")) {
            return;
        }
        OptionalInt known = Protocols.number(name);
        OptionalLong number = Numbers.parse(name);
        if (known.isPresent()) {
            draft.set(draft.packet().with(Fact.PROTOCOL, known.getAsInt()));
        } else if (number.isPresent()) {
            readNumber(Fact.PROTOCOL, span);
        } else {
            String hint = Spelling.hint(name, Protocols.names());
            draft.error(span, "unknown protocol '" + name + "', expected " + Protocols.FORMS + hint);
        }
    }

    private void readEndpoint(EndpointContext context, Fact address, Fact port) {
        switch (context) {
            case BracketedContext bracketed
            when bracketed.address() != null -> {
                Span inside = spanOf(bracketed.address());
                if (inside.text().equals(OPEN) || inside.text().indexOf(':') >= 0) {
                    readAddress(inside, address);
                } else {
                    draft.error(
                            inside,
                            "found '" + inside.text()
                                    + "' where an IPv6 address was expected: only these stand in '[…]'");
                }
                if (bracketed.port != null) {
                    readPort(syntax.span(bracketed.port), port);
                }
            }
            case BareContext bare when bare.address() != null -> readBare(spanOf(bare.address()), address, port);
            case null, default -> {} // a mistake that the grammar has told of
        }
    }

    // '192.0.2.1:80' has one colon, an IPv6 address two at least.
    private void readBare(Span span, Fact address, Fact port) {
        int colon = span.text().indexOf(':');
        if (colon < 0) {
            readAddress(span, address);
        } else if (span.text().indexOf(':', colon + 1) >= 0) {
            readBareV6(span, address);
        } else {
            readAddress(part(span, 0, colon), address);
            readPort(part(span, colon + 1, span.text().length()), port);
        }
    }

    private void readBareV6(Span span, Fact address) {
        String text = span.text();
        int last = text.lastIndexOf(':');
        if (Address.parse(text).isEmpty()
                && Address.parse(text.substring(0, last)).isPresent()) {
            String better = "[" + text.substring(0, last) + "]" + text.substring(last);
            draft.error(span, "an IPv6 address with a port was expected in brackets: '" + better + "'");
        } else {
            readAddress(span, address);
        }
    }

    private void readAddress(Span span, Fact fact) {
        String text = span.text();
        if (text.equals(OPEN)) {
            return;
        }
        var address = Address.parse(text);
        if (address.isPresent()) {
            draft.set(draft.packet().with(fact, address.get()));
        } else if (text.isEmpty()) {
            draft.error(span, "found nothing where an address or 'any' was expected");
        } else if (text.indexOf('/') >= 0 && Prefix.parse(text).isPresent()) {
            draft.error(span, "found the network '" + text + "' where one address or 'any' was expected");
        } else if (text.indexOf('%') > 0) {
            draft.error(
                    span,
                    "found '" + text
                            + "' where an address or 'any' was expected; an interface is said by 'in=' or 'out='");
        } else {
            draft.error(span, "found '" + text + "' where an address or 'any' was expected");
        }
    }

    private void readPort(Span span, Fact fact) {
        var protocol = draft.protocol();
        if (span.text().isEmpty()) {
            draft.error(span, "found nothing where a port or 'any' was expected after ':'");
        } else if (protocol.isPresent() && !protocol.get().hasPorts()) {
            draft.error(span, "a port was given, but " + protocol.get().label() + " has none");
        } else if (!span.text().equals(OPEN)) {
            readNumber(fact, span);
        }
    }

    private void readNumber(Fact fact, Span span) {
        Numbers numbers = Numbers.of(fact);
        var number = Numbers.parse(span.text());
        if (number.isEmpty()) {
            draft.error(
                    span, "found '" + span.text() + "' where a " + numbers.what() + " number or 'any' was expected");
        } else if (!numbers.allows(number.getAsLong())) {
            draft.error(span, numbers.what() + " " + span.text() + " is above " + numbers.most());
        } else {
            draft.set(draft.packet().with(fact, number.getAsLong()));
        }
    }

    private void readFamily(FlowContext flow) {
        var source = draft.packet().findAddress(Fact.SOURCE);
        var destination = draft.packet().findAddress(Fact.DESTINATION);
        if (source.isPresent()
                && destination.isPresent()
                && source.get().isV4() != destination.get().isV4()) {
            String wanted = source.get().isV4() ? "IPv4" : "IPv6";
            Span span = syntax.span(flow.destination);
            draft.error(
                    span, "destination '" + destination.get() + "' was expected to be " + wanted + " as the source is");
        }
        source.or(() -> destination).ifPresent(a -> readFamily(a.isV4(), flow));
    }

    private void readFamily(boolean isV4, FlowContext flow) {
        draft.set(draft.packet().with(Fact.ETHER_TYPE, isV4 ? IPV4 : IPV6));
        var protocol = draft.protocol();
        boolean named = Protocols.number(flow.protocol().getText()).isPresent();
        if (named
                && protocol.filter(p -> p == (isV4 ? Protocol.ICMPV6 : Protocol.ICMP))
                        .isPresent()) {
            String wanted = isV4 ? "'icmp' was expected between IPv4" : "'icmpv6' was expected between IPv6";
            draft.error(
                    syntax.span(flow.protocol()),
                    wanted + " addresses, found '" + flow.protocol().getText() + "'");
        }
    }

    private Span spanOf(AddressContext context) {
        return syntax.span(context);
    }

    private static Span part(Span span, int from, int to) {
        return span.source().span(span.start() + from, span.start() + to);
    }
}
