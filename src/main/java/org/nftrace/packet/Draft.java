package org.nftrace.packet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.nftrace.net.Protocol;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// A description while it is being read: the facts so far, what was said already, what is wrong.
final class Draft {
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<String, Span> said = new HashMap<>();
    private final Packet connection;
    private Packet packet = Packet.UNKNOWN;
    Optional<Boolean> local = Optional.empty();
    Set<ConnectionState> states = EnumSet.noneOf(ConnectionState.class);

    /// @param connection the packet whose connection this one belongs to, [Packet#UNKNOWN] for a first one
    Draft(Packet connection) {
        this.connection = connection;
    }

    void error(Span span, String message) {
        diagnostics.add(Diagnostic.error(span, message));
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    boolean isBroken() {
        return !diagnostics.isEmpty();
    }

    Packet packet() {
        return packet;
    }

    void set(Packet changed) {
        packet = changed;
    }

    /// {@return where `key` was said before, after noting that it is said here}
    Optional<Span> sayAgain(String key, Span here) {
        return Optional.ofNullable(said.putIfAbsent(key, here));
    }

    boolean says(String key) {
        return said.containsKey(key);
    }

    /// {@return the protocol's number, of the packet or of its connection}
    OptionalInt protocolNumber() {
        Packet told = packet.knows(Fact.PROTOCOL) ? packet : connection;
        return told.knows(Fact.PROTOCOL) ? OptionalInt.of((int) told.number(Fact.PROTOCOL)) : OptionalInt.empty();
    }

    /// {@return the protocol where it is one that has a name}
    Optional<Protocol> protocol() {
        var number = protocolNumber();
        return number.isPresent() ? Protocol.of(number.getAsInt()) : Optional.empty();
    }

    /// {@return the EtherType that follows from the addresses}
    Optional<Long> etherType() {
        Packet told = packet.knows(Fact.ETHER_TYPE) ? packet : connection;
        return told.knows(Fact.ETHER_TYPE) ? Optional.of(told.number(Fact.ETHER_TYPE)) : Optional.empty();
    }
}
