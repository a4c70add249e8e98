package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Numbers.SHORT;
import static org.nftrace.iptables.extension.Terms.number;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Action.NatFlag;
import org.nftrace.ir.Action.NatKind;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;

/// Address translation: `-j DNAT --to-destination 172.17.0.2:80`, `-j SNAT`, `-j MASQUERADE`, `-j REDIRECT`, `-j
/// NETMAP`.
final class NatTargets {
    private static final String EXPECTED_PORTS = "a port or a range like 1024-65535";

    private static final Shape DESTINATION =
            Shape.oneOf("an address, a range or a port like 10.0.0.1-10.0.0.9:80", text -> place(text, true));
    private static final Shape SOURCE =
            Shape.oneOf("an address, a range or a port like 10.0.0.1-10.0.0.9:80", text -> place(text, false));
    private static final Shape PORTS = new Shape(
            1,
            false,
            Shape.Quoting.BARE,
            EXPECTED_PORTS,
            (words, context) -> Ports.range(words.getFirst(), '-', context));
    private static final Shape MAPPED = Shape.oneOf(
            "a network like 10.0.0.0/24", text -> Network.parse(text).map(Network::masked));

    private static final Row RANDOM = Row.option("--random", Shape.FLAG);
    private static final Row FULLY = Row.option("--random-fully", Shape.FLAG);
    private static final Row PERSISTENT = Row.option("--persistent", Shape.FLAG);

    private NatTargets() {}

    static List<Extension> all() {
        return List.of(
                Extension.target(
                                "DNAT",
                                (options, context) -> to(options, "--to-destination", NatKind.DNAT, context),
                                Row.option("--to-destination", DESTINATION),
                                RANDOM,
                                PERSISTENT)
                        .within("nat")
                        .guessing((done, _) -> said("--to-destination", done))
                        .needing("--to-destination"),
                Extension.target(
                                "SNAT",
                                (options, context) -> to(options, "--to-source", NatKind.SNAT, context),
                                Row.option("--to-source", SOURCE),
                                RANDOM,
                                FULLY,
                                PERSISTENT)
                        .within("nat")
                        .guessing((done, _) -> said("--to-source", done))
                        .needing("--to-source"),
                Extension.target(
                                "MASQUERADE",
                                (options, context) -> own(options, NatKind.MASQUERADE, context),
                                Row.option("--to-ports", PORTS),
                                RANDOM,
                                FULLY)
                        .within("nat")
                        .guessing((done, _) -> said("--to-ports", done))
                        .alone(),
                Extension.target(
                                "REDIRECT",
                                (options, context) -> own(options, NatKind.REDIRECT, context),
                                Row.option("--to-ports", PORTS),
                                RANDOM)
                        .within("nat")
                        .guessing((done, _) -> said("--to-ports", done))
                        .alone(),
                Extension.target("NETMAP", NatTargets::map, Row.option("--to", MAPPED))
                        .within("nat")
                        .guessing((done, _) -> said("--to", done)));
    }

    /// The parts of `10.0.0.1-10.0.0.9:80-90/8000`; any of them may be missing.
    private record Place(List<Address> addresses, String ports) {}

    private static Optional<Place> parts(String text) {
        String addresses = text;
        String ports = "";
        int bracket = text.indexOf(']');
        int colon = bracket >= 0 ? text.indexOf(':', bracket) : text.indexOf(':');
        boolean bare = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        if (colon >= 0 && !bare) {
            addresses = text.substring(0, colon);
            ports = text.substring(colon + 1);
        }
        if (bracket >= 0) {
            boolean closed = addresses.startsWith("[") && addresses.endsWith("]");
            addresses = closed ? addresses.substring(1, addresses.length() - 1) : " ";
        }
        if (addresses.isEmpty()) {
            return ports.isEmpty() ? Optional.empty() : Optional.of(new Place(List.of(), ports));
        }
        String known = ports;
        return Addresses.range(addresses).map(ends -> new Place(ends, known));
    }

    private static Optional<String> place(String text, boolean shifted) {
        return parts(text).flatMap(place -> {
            var ports = place.ports().isEmpty()
                    ? Optional.of("")
                    : ports(place.ports(), shifted).map(p -> ":" + p);
            return ports.map(p -> addresses(place.addresses(), !p.isEmpty()) + p);
        });
    }

    private static String addresses(List<Address> ends, boolean ports) {
        if (ends.isEmpty()) {
            return "";
        }
        boolean one = ends.getFirst().equals(ends.getLast());
        String text = one ? ends.getFirst().toString() : ends.getFirst() + "-" + ends.getLast();
        return ports && !ends.getFirst().isV4() ? "[" + text + "]" : text;
    }

    // '80-90/8000': the port keeps its distance from 8000.
    private static Optional<String> ports(String text, boolean shifted) {
        int slash = text.indexOf('/');
        if (slash >= 0 && !shifted) {
            return Optional.empty();
        }
        String range = slash < 0 ? text : text.substring(0, slash);
        var base = slash < 0 ? Optional.of("") : port(text.substring(slash + 1)).map(p -> "/" + p);
        boolean names = range.indexOf('-') >= 0 && range.chars().anyMatch(Character::isLetter);
        var both = Numbers.range(names && port(range).isEmpty() ? " " : unified(range), SHORT, NatTargets::numbered);
        return both.isPresent() && base.isPresent()
                ? Optional.of(both.get().replace(':', '-') + base.get())
                : Optional.empty();
    }

    private static String unified(String range) {
        return port(range).isPresent() ? range : range.replace('-', ':');
    }

    private static String numbered(String text) {
        return port(text).orElse(text);
    }

    private static Optional<String> port(String text) {
        var service = org.nftrace.net.Service.port(text);
        return service.isPresent()
                ? Optional.of(Integer.toString(service.getAsInt()))
                : Numbers.boxed(text, SHORT).filter(n -> n > 0).map(Object::toString);
    }

    private static Optional<List<Statement>> to(Options options, String name, NatKind kind, Context context) {
        var place = options.value(name).flatMap(NatTargets::parts);
        if (place.isEmpty() || place.get().ports().indexOf('/') >= 0) {
            return Optional.empty();
        }
        var ends = place.get().addresses();
        Optional<Expression> address = ends.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ends.getFirst().equals(ends.getLast())
                                ? new Value.IpAddress(ends.getFirst())
                                : new Value.Range(
                                        new Value.IpAddress(ends.getFirst()), new Value.IpAddress(ends.getLast())));
        String ports = place.get().ports();
        return Optional.of(List.of(new Action.Nat(
                context.span(),
                kind,
                Optional.empty(),
                false,
                address,
                ports.isEmpty() ? Optional.empty() : Optional.of(portValue(ports)),
                flags(options))));
    }

    private static Optional<List<Statement>> own(Options options, NatKind kind, Context context) {
        Optional<Expression> port = options.value("--to-ports").map(NatTargets::portValue);
        return Optional.of(List.of(
                new Action.Nat(context.span(), kind, Optional.empty(), false, Optional.empty(), port, flags(options))));
    }

    // '[2001:db8::1]:80' and '10.0.0.1-10.0.0.9:80-90'
    private static List<List<XtOption>> said(String name, List<Statement> done) {
        if (!(done.getFirst() instanceof Action.Nat nat)
                || !nat.address().stream().allMatch(Value.class::isInstance)
                || !nat.port().stream().allMatch(Value.class::isInstance)) {
            return List.of();
        }
        String address =
                nat.address().flatMap(value -> Guesses.text((Value) value)).orElse("");
        String port = nat.port()
                .flatMap(value -> Guesses.text((Value) value))
                .map(text -> text.replace(':', '-'))
                .orElse("");
        boolean owned = name.equals("--to-ports");
        String host = address.indexOf(':') >= 0 && !port.isEmpty() ? "[" + address + "]" : address;
        String place = owned || port.isEmpty() ? host + port : host + ":" + port;
        var options = new ArrayList<XtOption>();
        if (!place.isEmpty()) {
            options.add(Guesses.option(name, place));
        }
        nat.flags().forEach(flag -> options.add(Guesses.option(option(flag))));
        return List.of(options);
    }

    private static String option(NatFlag flag) {
        return switch (flag) {
            case RANDOM -> "--random";
            case FULLY_RANDOM -> "--random-fully";
            case PERSISTENT -> "--persistent";
        };
    }

    private static Value portValue(String canonical) {
        int dash = canonical.indexOf('-');
        return dash < 0
                ? number(Numbers.of(canonical))
                : new Value.Range(
                        number(Numbers.of(canonical.substring(0, dash))),
                        number(Numbers.of(canonical.substring(dash + 1))));
    }

    // Which address is mapped follows from the hook, which a chain of one's own does not tell.
    private static Optional<List<Statement>> map(Options options, Context context) {
        Optional<NatKind> kind = switch (context.chain()) {
            case "PREROUTING", "OUTPUT" -> Optional.of(NatKind.DNAT);
            case "POSTROUTING", "INPUT" -> Optional.of(NatKind.SNAT);
            default -> Optional.empty();
        };
        var network = options.value("--to").flatMap(Network::parse).map(Network::value);
        return kind.isPresent() && network.isPresent()
                ? Optional.of(List.of(new Action.Nat(
                        context.span(),
                        kind.get(),
                        Optional.empty(),
                        true,
                        network.map(Expression.class::cast),
                        Optional.empty(),
                        Set.of())))
                : Optional.empty();
    }

    private static Set<NatFlag> flags(Options options) {
        var flags = EnumSet.noneOf(NatFlag.class);
        if (options.has("--random")) {
            flags.add(NatFlag.RANDOM);
        }
        if (options.has("--random-fully")) {
            flags.add(NatFlag.FULLY_RANDOM);
        }
        if (options.has("--persistent")) {
            flags.add(NatFlag.PERSISTENT);
        }
        return flags;
    }
}
