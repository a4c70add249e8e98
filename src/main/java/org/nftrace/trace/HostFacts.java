package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.nftrace.host.Link;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Surroundings.AddressType;
import org.nftrace.trace.Surroundings.Finding;
import org.nftrace.trace.Surroundings.Towards;

/// What the host around the packet says of a quantity.
final class HostFacts {
    private static final int ETHERNET = 1;
    private static final int LOOPBACK = 772;
    private static final Ranges SOMEWHERE = Ranges.of(Word.ZERO).not();

    private HostFacts() {}

    static Possible kind(Quantity.Kind quantity, View view) {
        return view.packet().knows(quantity.address())
                ? kind(
                        view.packet().address(quantity.address()),
                        quantity.selector().keys(),
                        view)
                : Possible.open(
                        new Variable.Other(quantity.selector(), 4), view, new Question.ValueOf(quantity.address()));
    }

    private static Possible kind(Address address, Set<FibKey> keys, View view) {
        if (!keys.contains(FibKey.IIF) && !keys.contains(FibKey.OIF)) {
            return kind(address, Optional.empty(), view);
        }
        var name = keys.contains(FibKey.IIF) ? Quantity.Name.IN : Quantity.Name.OUT;
        return switch (name.read(view)) {
            // Without such a device the kernel looks at all of them.
            case Possible.One(Word device, _) ->
                kind(address, Optional.of(device.toName()).filter(n -> !n.isEmpty()), view);
            case Possible.Several device -> kindOnSomeDevice(address, keys, device.question(), view);
        };
    }

    private static Possible kind(Address address, Optional<String> device, View view) {
        Finding<AddressType> found = view.surroundings().typeOf(address, device, view.packet());
        if (found.value().isPresent() && view.knowledge().isOfNothing()) {
            return kind(found);
        }
        var variable = new Variable.KindOf(address, device);
        Possible learnt = Possible.open(variable, view, new Question.IsLocal(address));
        return learnt instanceof Possible.One || found.value().isEmpty() ? learnt : kind(found);
    }

    private static Possible kind(Finding<AddressType> found) {
        int type = found.value().orElseThrow().ordinal();
        return found.rests().isEmpty() ? Possible.known(type) : new Possible.One(Word.of(type), found.rests());
    }

    // What is nowhere special is not special on one device, and multicast is so on each (NETFILTER.md, Routing).
    private static Possible kindOnSomeDevice(Address address, Set<FibKey> keys, Question question, View view) {
        Possible anywhere = kind(address, Optional.empty(), view);
        boolean everywhere = anywhere instanceof Possible.One(Word type, _)
                && (type.low() == AddressType.UNICAST.ordinal() || type.low() == AddressType.MULTICAST.ordinal());
        var selector = new Selector.Fib(keys, Selector.FibResult.TYPE);
        return everywhere ? anywhere : Possible.open(new Variable.Other(selector, 4), view, question);
    }

    static Possible way(Quantity.Way quantity, View view) {
        Optional<Address> address = view.packet().findAddress(quantity.address());
        return address.map(a -> way(a, quantity.selector().keys(), quantity.selector(), view))
                .orElseGet(() -> Possible.open(
                        new Variable.Other(quantity.selector(), 128), view, new Question.ValueOf(quantity.address())));
    }

    private static Possible way(Address address, Set<FibKey> keys, Selector selector, View view) {
        Finding<Towards> found = view.surroundings().towards(address, keys, view.packet());
        var variable = new Variable.WayTo(address, keys);
        Possible open = Possible.open(variable, view, new Question.ResultOf(selector));
        if (open instanceof Possible.One || found.value().isEmpty()) {
            return open;
        }
        Ranges all = view.knowledge().possible(variable);
        return switch (found.value().get()) {
            case Towards.Device(String name) -> new Possible.One(Word.of(name), found.rests());
            case Towards.Nowhere _ -> new Possible.One(Word.ZERO, found.rests());
            case Towards.Somewhere _ ->
                new Possible.Several(variable, all, all.and(SOMEWHERE), found.rests(), new Question.ResultOf(selector));
        };
    }

    static Possible ofInterface(Quantity.OfInterface quantity, View view) {
        Optional<String> name = switch (quantity.name().read(view)) {
            case Possible.One(Word word, _) -> Optional.of(word.toName());
            case Possible.Several _ -> Optional.empty();
        };
        return name.flatMap(n -> told(quantity.property(), n, view)).orElseGet(() -> {
            var variable =
                    new Variable.OfInterface(quantity.property(), side(quantity.name(), view), name, quantity.width());
            return Possible.open(variable, view, new Question.ResultOf(quantity.shown()));
        });
    }

    private static Fact side(Quantity name, View view) {
        return PacketFacts.fact(name instanceof Quantity.Name fixed ? fixed : new Quantity.Device().at(view), view);
    }

    private static Optional<Possible> told(InterfaceProperty property, String name, View view) {
        Optional<Link> link = view.surroundings().host().link(name);
        return switch (property) {
            case INDEX -> index(name, link);
            case TYPE -> hardware(name, link, view);
            case KIND -> link.flatMap(Link::kind).map(k -> Possible.known(Word.of(k)));
            case GROUP -> Optional.empty();
        };
    }

    private static Optional<Possible> index(String name, Optional<Link> link) {
        if (name.isEmpty() || name.equals("lo")) {
            return Optional.of(Possible.known(name.length() / 2));
        }
        OptionalInt index = link.map(Link::index).orElse(OptionalInt.empty());
        return index.isPresent() ? Optional.of(Possible.known(index.getAsInt())) : Optional.empty();
    }

    private static Optional<Possible> hardware(String name, Optional<Link> link, View view) {
        if (name.equals("lo")) {
            return Optional.of(Possible.known(LOOPBACK));
        }
        boolean ethernet = view.packet().knows(Fact.SOURCE_MAC)
                || view.packet().knows(Fact.DESTINATION_MAC)
                || link.filter(l -> l.mac().isPresent()).isPresent();
        return ethernet ? Optional.of(Possible.known(ETHERNET)) : Optional.empty();
    }

    static Possible routed(View view) {
        boolean early = view.hook() == Hook.PREROUTING || view.hook() == Hook.INGRESS;
        boolean overLo = view.packet().findText(Fact.IN).equals(Optional.of("lo"));
        return Possible.known(early && !overLo ? 0 : 1);
    }

    static Possible nextHop(Quantity.NextHop quantity, View view) {
        return view.route()
                .flatMap(route -> nextHop(route, view.packet()))
                .<Possible>map(address -> Possible.known(Word.of(address)))
                .orElseGet(() -> new Quantity.Other(quantity.selector(), quantity.width()).read(view));
    }

    // The destination itself when that is on the link, or here (rt_nexthop, rt6_nexthop).
    private static Optional<Address> nextHop(Route route, Packet packet) {
        boolean isWhole = switch (route) {
            case Route.Through(_, Optional<String> out, _) -> out.isPresent();
            case Route.Out(_, Optional<String> out, _, _) -> out.isPresent();
            case Route.ToHost _, Route.ToBridge _, Route.Bridged _ -> true;
        };
        return Routing.nextHop(route)
                .or(() -> packet.findAddress(Fact.DESTINATION).filter(_ -> isWhole));
    }
}
