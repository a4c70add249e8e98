package org.nftrace.iptables.extension;

import static org.nftrace.iptables.extension.Terms.equal;
import static org.nftrace.iptables.extension.Terms.holds;
import static org.nftrace.iptables.extension.Terms.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.net.Service;
import org.nftrace.text.Span;

/// Ports: `-m udp --dport 53`, `-m sctp --sport 1024:65535`, `-m multiport --dports 80,443,8000:8100`.
final class Ports {
    private static final String WHOLE = "0:65535";
    private static final String EXPECTED = "a port or a range like 1024:65535";
    private static final int MOST_PORTS = 15;
    private static final int LONGEST_PORT = 5;

    /// `22`, `1024:65535`, `ssh`
    static final Shape RANGE =
            new Shape(1, true, Shape.Quoting.BARE, EXPECTED, (words, context) -> range(words.getFirst(), ':', context));

    /// `80,443,8000:8100`
    static final Shape LIST = new Shape(
            1,
            true,
            Shape.Quoting.BARE,
            "up to 15 ports and ranges like 80,8000:8100",
            (words, context) -> list(words.getFirst(), context));

    private Ports() {}

    static List<Extension> all() {
        return List.of(
                Extension.match(
                                "udp",
                                source(Field.UDP_SPORT).unless(Ports::isWhole),
                                source(Field.UDP_SPORT).unless(Ports::isWhole).as("--source-port"),
                                destination(Field.UDP_DPORT).unless(Ports::isWhole),
                                destination(Field.UDP_DPORT)
                                        .unless(Ports::isWhole)
                                        .as("--destination-port"))
                        .alone(),
                Extension.match(
                        "multiport",
                        Row.option("--sports", LIST, (o, c) -> listed(o, c, true, false)),
                        Row.option("--sports", LIST).as("--source-ports"),
                        Row.option("--dports", LIST, (o, c) -> listed(o, c, false, true)),
                        Row.option("--dports", LIST).as("--destination-ports"),
                        Row.option("--ports", LIST, (o, c) -> listed(o, c, true, true))));
    }

    static Row source(Field field) {
        return Row.option("--sport", RANGE, Terms.ranged(payload(field)));
    }

    static Row destination(Field field) {
        return Row.option("--dport", RANGE, Terms.ranged(payload(field)));
    }

    /// {@return whether the option says nothing: `--dport :`}
    static boolean isWhole(XtOption option) {
        return !option.negated() && option.values().getFirst().equals(WHOLE);
    }

    /// {@return a port or range in numbers, its ends parted as they were given}
    static Outcome range(String text, char separator, Context context) {
        if (isPlain(text)) {
            return Outcome.good(text);
        }
        String unified = hasLetter(text) && isService(text) ? text : text.replace(separator, ':');
        for (String end : hasLetter(unified) ? unified.split(":") : new String[0]) {
            if (isName(end) && !isService(end)) {
                return new Outcome.Opaque(List.of(text), "'" + end + "' is no well-known service");
            }
        }
        return Numbers.range(unified, Numbers.SHORT, Ports::number)
                .map(range -> Outcome.good(range.replace(':', separator)))
                .orElseGet(Outcome::bad);
    }

    private static Outcome list(String text, Context context) {
        var ports = text.split(",", -1);
        if (count(ports) > MOST_PORTS) {
            return Outcome.bad();
        }
        if (arePlain(ports)) {
            return Outcome.good(text);
        }
        var values = new ArrayList<String>();
        for (String port : ports) {
            switch (range(port, ':', context)) {
                case Outcome.Good good -> values.addAll(good.values());
                case Outcome.Opaque opaque -> {
                    return new Outcome.Opaque(List.of(text), opaque.why());
                }
                case Outcome.Bad bad -> {
                    return bad;
                }
            }
        }
        return Outcome.good(String.join(",", values));
    }

    // As nearly all ports are written.
    private static boolean isPlain(String text) {
        return Numbers.isDecimal(text, LONGEST_PORT)
                && text.charAt(0) != '0'
                && Integer.parseInt(text) <= Numbers.SHORT;
    }

    private static boolean arePlain(String[] ports) {
        for (String port : ports) {
            if (!isPlain(port)) {
                return false;
            }
        }
        return true;
    }

    // A range counts for two.
    private static int count(String[] ports) {
        int count = 0;
        for (String port : ports) {
            count += port.indexOf(':') >= 0 ? 2 : 1;
        }
        return count;
    }

    // 'ftp-data' is no range.
    private static boolean isService(String text) {
        return Service.port(text).isPresent();
    }

    private static boolean isName(String text) {
        return hasLetter(text) && !text.startsWith("0x");
    }

    private static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String number(String port) {
        var known = Service.port(port);
        return known.isPresent() ? Integer.toString(known.getAsInt()) : port;
    }

    private static Optional<List<Match>> listed(XtOption option, Context context, boolean source, boolean destination) {
        Value set = set(option.values().getFirst(), context.span());
        Selector from = payload(field(context, true));
        Selector to = payload(field(context, false));
        if (!source || !destination) {
            return holds(context.span(), source ? from : to, equal(option), set);
        }
        var both = List.<Match>of(
                new Match.Compare(context.span(), from, equal(option), set),
                new Match.Compare(context.span(), to, equal(option), set));
        // Either port may be in the list; with '!' neither may.
        return Optional.of(equal(option) == Relation.NE ? both : List.of(new Match.AnyOf(context.span(), both)));
    }

    private static Value set(String ports, Span span) {
        var elements = new ArrayList<Value.Element>();
        for (String port : ports.split(",")) {
            elements.add(Value.Element.of(span, Terms.range(port)));
        }
        return elements.size() == 1 ? elements.getFirst().key() : new Value.SetLiteral(span, elements);
    }

    /// {@return the port field of the protocol that the rule asks for, or of whatever protocol a packet has}
    static Field field(Context context, boolean source) {
        return switch (context.protocol().orElse(-1)) {
            case 6 -> source ? Field.TCP_SPORT : Field.TCP_DPORT;
            case 17 -> source ? Field.UDP_SPORT : Field.UDP_DPORT;
            case 33 -> source ? Field.DCCP_SPORT : Field.DCCP_DPORT;
            case 132 -> source ? Field.SCTP_SPORT : Field.SCTP_DPORT;
            case 136 -> source ? Field.UDPLITE_SPORT : Field.UDPLITE_DPORT;
            default -> source ? Field.TH_SPORT : Field.TH_DPORT;
        };
    }
}
