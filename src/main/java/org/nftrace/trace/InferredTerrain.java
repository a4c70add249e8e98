package org.nftrace.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Host;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;

/// The host around a packet when nobody told of it: what the rules show, and else what is most likely so.
///
/// A packet that was not said to be sent by the host came in from outside, unless its source is the host's. Its source
/// is then another's (the kernel lets no other in). Its destination is the host's own, unless it lies behind an
/// inferred interface or a rule maps to it; but what comes from a network behind the host goes to the internet, and for
/// a private address either may be: the walk forks.
final class InferredTerrain implements Terrain {
    private static final String LOOPBACK = "lo";
    private static final Finding<Boolean> FORWARDS =
            Finding.assumed(true, new Assumption.Forwards(Ground.NOTHING_ELSE_SAID));

    private final Inference rules;
    private final Host host;
    private final TraceOptions options;
    private final Packet first;
    private final boolean sent;

    /// @param first the packet as it was when it came, or was sent
    /// @param sent  the host itself sends it
    InferredTerrain(Inference rules, Host host, TraceOptions options, Packet first, boolean sent) {
        this.rules = rules;
        this.host = host;
        this.options = options;
        this.first = first;
        this.sent = sent;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Finding<AddressType> typeOf(Address address, Optional<String> device, Packet packet) {
        if (address.isMulticast()) {
            return Finding.known(AddressType.MULTICAST);
        }
        if (address.isLimitedBroadcast() || address.isUnspecified() && address.isV4()) {
            return Finding.known(AddressType.BROADCAST);
        }
        if (device.isPresent()) {
            return typeOn(address, device.get());
        }
        if (address.isLoopback() || options.local().contains(address)) {
            return Finding.known(AddressType.LOCAL);
        }
        return typeByRules(address).or(() -> typeByRole(address)).orElseGet(Finding::unknown);
    }

    // What of an address belongs to one interface is seldom to be seen in rules.
    private Finding<AddressType> typeOn(Address address, String device) {
        Finding<AddressType> anywhere = typeOf(address, Optional.empty(), first);
        boolean local = anywhere.value().equals(Optional.of(AddressType.LOCAL));
        if (!local || address.isLoopback() && !device.equals("lo")) {
            return local ? Finding.known(AddressType.UNICAST) : anywhere;
        }
        Optional<Inference.Network> network = rules.network(address);
        if (network.isEmpty()) {
            return Finding.unknown();
        }
        boolean there = network.get().interfaceName().equals(device);
        return new Finding<>(Optional.of(there ? AddressType.LOCAL : AddressType.UNICAST), anywhere.rests());
    }

    private Optional<Finding<AddressType>> typeByRules(Address address) {
        if (rules.isOwnByRule(address)) {
            return Optional.of(local(new Assumption.IsLocal(address, Ground.RULE)));
        }
        Optional<Inference.Network> network = rules.network(address);
        if (network.isPresent()) {
            return Optional.of(typeIn(network.get(), address));
        }
        return rules.isOthersByRule(address)
                ? Optional.of(remote(new Assumption.IsNotLocal(address, Ground.RULE)))
                : Optional.empty();
    }

    private Finding<AddressType> typeIn(Inference.Network network, Address address) {
        Assumption behind = behind(network);
        if (network.own().filter(address::equals).isPresent()) {
            var own = new Assumption.OwnAddress(network.interfaceName(), address, Ground.CONVENTION);
            return new Finding<>(Optional.of(AddressType.LOCAL), List.of(behind, own));
        }
        boolean subnet = network.prefix().length() < address.width() - 1;
        boolean last = address.isV4() && subnet && network.prefix().last().equals(address);
        return Finding.assumed(last ? AddressType.BROADCAST : AddressType.UNICAST, behind);
    }

    // The addresses of the packet itself: who sends it, who is to get it.
    private Optional<Finding<AddressType>> typeByRole(Address address) {
        if (first.findAddress(Fact.SOURCE).equals(Optional.of(address))) {
            return Optional.of(Finding.known(sent ? AddressType.LOCAL : AddressType.UNICAST));
        }
        if (!first.findAddress(Fact.DESTINATION).equals(Optional.of(address))) {
            return Optional.empty();
        }
        if (sent) {
            return Optional.of(remote(new Assumption.IsNotLocal(address, Ground.NOTHING_ELSE_SAID)));
        }
        boolean fromBehind =
                first.findAddress(Fact.SOURCE).flatMap(rules::network).isPresent();
        if (!fromBehind) {
            return Optional.of(local(new Assumption.IsLocal(address, Ground.NOTHING_ELSE_SAID)));
        }
        return Inference.isPrivate(address)
                ? Optional.empty()
                : Optional.of(remote(new Assumption.IsNotLocal(address, Ground.NOTHING_ELSE_SAID)));
    }

    private static Finding<AddressType> local(Assumption assumption) {
        return Finding.assumed(AddressType.LOCAL, assumption);
    }

    private static Finding<AddressType> remote(Assumption assumption) {
        return Finding.assumed(AddressType.UNICAST, assumption);
    }

    private static Assumption behind(Inference.Network network) {
        return new Assumption.Behind(network.prefix(), network.interfaceName(), Optional.of(network.place()));
    }

    @Override
    public Finding<Towards> towards(Address address, Set<FibKey> keys, Packet packet) {
        Optional<String> in = packet.findText(Fact.IN).filter(name -> !name.isEmpty());
        Optional<Inference.Network> network = rules.network(address);
        if (keys.contains(FibKey.IIF)) {
            if (network.isPresent() && in.isPresent()) {
                boolean same = network.get().interfaceName().equals(in.get());
                return Finding.assumed(
                        same ? new Towards.Device(in.get()) : new Towards.Nowhere(), behind(network.get()));
            }
            Towards back = in.<Towards>map(Towards.Device::new).orElseGet(Towards.Somewhere::new);
            return Finding.assumed(back, new Assumption.WayBack(address, Ground.NOTHING_ELSE_SAID));
        }
        return network.map(n -> Finding.<Towards>assumed(new Towards.Device(n.interfaceName()), behind(n)))
                .orElseGet(Finding::unknown);
    }

    @Override
    public Finding<String> cameInBy(Packet packet) {
        return packet.findAddress(Fact.SOURCE)
                .flatMap(rules::network)
                .map(n -> new Finding<>(
                        Optional.of(n.interfaceName()),
                        List.of(behind(n), new Assumption.InIs(n.interfaceName(), Ground.RULE))))
                .orElseGet(Finding::unknown);
    }

    @Override
    public Finding<Set<String>> noneOf(Fact side, Packet packet) {
        if (side == Fact.IN && !sent) {
            var names = new HashSet<>(
                    first.findAddress(Fact.SOURCE).map(rules::notTowards).orElseGet(Set::of));
            Ground ground = names.isEmpty() ? Ground.KERNEL_DEFAULT : Ground.RULE;
            names.add(LOOPBACK);
            return Finding.assumed(names, new Assumption.InIsNoneOf(names, ground));
        }
        if (side == Fact.OUT && packet.knows(Fact.DESTINATION)) {
            Set<String> names = rules.notTowards(packet.address(Fact.DESTINATION));
            if (!names.isEmpty()) {
                return Finding.assumed(names, new Assumption.OutIsNoneOf(names, Ground.RULE));
            }
        }
        return Finding.unknown();
    }

    @Override
    public Finding<Way> incoming(Packet packet) {
        return way(packet, false);
    }

    @Override
    public Finding<Way> outgoing(Packet packet, boolean again) {
        return way(packet, true);
    }

    private Finding<Way> way(Packet packet, boolean leaves) {
        Optional<Address> destination = packet.findAddress(Fact.DESTINATION);
        if (destination.isEmpty()) {
            return Finding.unknown();
        }
        Address address = destination.get();
        if (!leaves && address.isLoopback()) {
            return loopback(packet, address);
        }
        Finding<AddressType> type = typeOf(address, Optional.empty(), packet);
        if (type.value().isEmpty()) {
            return Finding.unknown();
        }
        Way way = switch (type.value().get()) {
            case LOCAL -> leaves ? new Way.Onward(Optional.of(LOOPBACK), Optional.empty()) : new Way.Here();
            case BROADCAST -> leaves ? onward(address) : new Way.Here();
            case MULTICAST -> leaves ? onward(address) : new Way.Group();
            case UNICAST, ANYCAST, UNSPEC, BLACKHOLE, UNREACHABLE, PROHIBIT -> onward(address);
        };
        return new Finding<>(Optional.of(way), type.rests());
    }

    private Way onward(Address address) {
        Optional<String> network = rules.network(address).map(Inference.Network::interfaceName);
        Optional<String> told = first.findText(Fact.OUT);
        return new Way.Onward(network.or(() -> told), Optional.empty());
    }

    // From outside, 127.0.0.0/8 is a martian unless the interface has route_localnet.
    private Finding<Way> loopback(Packet packet, Address address) {
        if (packet.findText(Fact.IN).equals(Optional.of(LOOPBACK))) {
            return Finding.known(new Way.Here());
        }
        DropReason reason = address.isV4() ? new DropReason.RouteLocalnet(address) : new DropReason.BadAddress(address);
        return address.isV4()
                ? Finding.assumed(
                        new Way.Refused(reason),
                        new Assumption.Sysctl("net.ipv4.conf.all.route_localnet", "0", Ground.KERNEL_DEFAULT))
                : Finding.known(new Way.Refused(reason));
    }

    @Override
    public Finding<Boolean> forwards(Packet packet) {
        return FORWARDS;
    }

    @Override
    public Finding<Optional<Address>> masqueraded(Packet packet, Optional<Address> nextHop) {
        Optional<String> out = packet.findText(Fact.OUT);
        if (out.equals(Optional.of(LOOPBACK))) {
            Optional<Address> source = packet.findAddress(Fact.SOURCE);
            return source.isPresent() ? Finding.known(source) : Finding.unknown();
        }
        return out.map(this::ownOn).orElseGet(Finding::unknown);
    }

    @Override
    public Finding<Optional<Address>> redirected(Packet packet) {
        return packet.findText(Fact.IN).map(this::ownOn).orElseGet(Finding::unknown);
    }

    private Finding<Optional<Address>> ownOn(String interfaceName) {
        for (Inference.Network network : rules.behind(interfaceName)) {
            Optional<Address> own = network.own();
            if (own.isPresent()) {
                var assumed = new Assumption.OwnAddress(interfaceName, own.get(), Ground.CONVENTION);
                return new Finding<>(Optional.of(own), List.of(behind(network), assumed));
            }
        }
        return Finding.unknown();
    }
}
