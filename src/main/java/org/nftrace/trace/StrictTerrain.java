package org.nftrace.trace;

import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Host;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// The host as far as it is known: `--strict`. What another would conclude without being told is open here, and the
/// walk follows whatever may be.
record StrictTerrain(Terrain told) implements Terrain {

    private static <T> Finding<T> known(Finding<T> finding) {
        return finding.rests().isEmpty() ? finding : Finding.unknown();
    }

    @Override
    public boolean isStrict() {
        return true;
    }

    @Override
    public Host host() {
        return told.host();
    }

    @Override
    public Finding<AddressType> typeOf(Address address, Optional<String> device, Packet packet) {
        return known(told.typeOf(address, device, packet));
    }

    @Override
    public Finding<Towards> towards(Address address, Set<FibKey> keys, Packet packet) {
        return known(told.towards(address, keys, packet));
    }

    @Override
    public Finding<Set<String>> noneOf(Fact side, Packet packet) {
        return known(told.noneOf(side, packet));
    }

    @Override
    public Finding<Boolean> plainHeaders(Packet packet) {
        return known(told.plainHeaders(packet));
    }

    @Override
    public Finding<Boolean> isWhole(Packet packet) {
        return known(told.isWhole(packet));
    }

    @Override
    public Finding<String> cameInBy(Packet packet) {
        return known(told.cameInBy(packet));
    }

    @Override
    public Finding<Way> incoming(Packet packet) {
        return known(told.incoming(packet));
    }

    @Override
    public Finding<Way> unchecked(Packet packet) {
        return known(told.unchecked(packet));
    }

    @Override
    public Finding<Way> outgoing(Packet packet, boolean again) {
        return known(told.outgoing(packet, again));
    }

    @Override
    public Optional<Address> staysInside(Packet packet, Optional<String> out) {
        return told.staysInside(packet, out);
    }

    @Override
    public Finding<Boolean> forwards(Packet packet) {
        return known(told.forwards(packet));
    }

    @Override
    public Finding<Optional<Address>> masqueraded(Packet packet, Optional<Address> nextHop) {
        return known(told.masqueraded(packet, nextHop));
    }

    @Override
    public Finding<Optional<Address>> redirected(Packet packet) {
        return known(told.redirected(packet));
    }
}
