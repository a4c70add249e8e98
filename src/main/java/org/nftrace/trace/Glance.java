package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What a rule sees of a packet at one glance: YES or NO where a [Criterion] is settled by what is told, with nothing
/// to assume for it; UNKNOWN where there is more to say.
///
/// Most rules do not match, and one number shows it. So each kind of number has a glance of its own, made with the
/// rule, which reads that number and compares it: nothing is made for a packet, and it is not found out again for each
/// what it is that the rule asks.
sealed interface Glance {
    /// Whatever the packet is, there is more to say, or to do.
    Glance NEVER_SURE = new Open();

    Answer at(View view);

    /// {@return the glances, one after the other, that show a criterion to hold, or one of them not to}
    static List<Glance> all(Criterion criterion) {
        return criterion instanceof Criterion.All(List<Criterion> parts)
                ? parts.stream().flatMap(part -> all(part).stream()).toList()
                : List.of(of(criterion));
    }

    private static Glance of(Criterion criterion) {
        return switch (criterion) {
            case Criterion.Atom(Quantity quantity, Ranges wanted, _) -> of(quantity, wanted);
            case Criterion.All(List<Criterion> parts) ->
                new Every(parts.stream().map(Glance::of).toList());
            case Criterion.Any(List<Criterion> parts) ->
                new Some(parts.stream().map(Glance::of).toList());
            case Criterion.Member _, Criterion.Open _, Criterion.Stored _ -> NEVER_SURE;
        };
    }

    private static Glance of(Quantity quantity, Ranges wanted) {
        return switch (quantity) {
            case Quantity.Given given -> of(given.fact(), wanted);
            case Quantity.Name name -> of(name, wanted);
            case Quantity.OfConnection asked -> new OfConnection(asked, wanted);
            case Quantity.Attached _ -> new Attached(wanted);
            case Quantity.Nfproto(Family family) -> new Nfproto(family, wanted);
            case Quantity other -> new Read(other, wanted);
        };
    }

    private static Glance of(Fact fact, Ranges wanted) {
        boolean transport = PacketFacts.isOfTransport(fact);
        Optional<Word> only = wanted.only();
        if (only.isPresent() && fact.kind() == Fact.Kind.ADDRESS) {
            return new Only(fact, only.get().high(), only.get().low());
        }
        return only.isPresent() && only.get().fitsLong() && fact.kind() == Fact.Kind.NUMBER
                ? new Number(fact, transport, only.get().low())
                : new Field(fact, transport, wanted);
    }

    private static Glance of(Quantity.Name name, Ranges wanted) {
        Optional<Word> but = wanted.not().only();
        Optional<Word> only = wanted.only().or(() -> but);
        return only.filter(Word::isWholeName)
                .<Glance>map(word -> new Named(name, word.toName(), but.isEmpty()))
                .orElseGet(() -> new Read(name, wanted));
    }

    /// `tcp dport 22`
    ///
    /// @param ofTransport later fragments do not have it
    record Number(Fact fact, boolean ofTransport, long wanted) implements Glance {
        @Override
        public Answer at(View view) {
            Packet packet = view.packet();
            return packet.knows(fact) && !(ofTransport && PacketFacts.isLaterFragment(packet))
                    ? Answer.of(packet.number(fact) == wanted)
                    : Answer.UNKNOWN;
        }
    }

    /// `ip saddr 10.0.0.1`
    ///
    /// @param high the first half of the address
    record Only(Fact fact, long high, long low) implements Glance {
        @Override
        public Answer at(View view) {
            Packet packet = view.packet();
            return packet.knows(fact)
                    ? Answer.of(packet.address(fact).low() == low
                            && packet.address(fact).high() == high)
                    : Answer.UNKNOWN;
        }
    }

    /// `tcp dport 6000-6063`, `ip saddr 10.0.0.0/8`
    ///
    /// @param ofTransport later fragments do not have it
    record Field(Fact fact, boolean ofTransport, Ranges wanted) implements Glance {
        @Override
        public Answer at(View view) {
            Packet packet = view.packet();
            if (!packet.knows(fact) || ofTransport && PacketFacts.isLaterFragment(packet)) {
                return Answer.UNKNOWN;
            }
            return Answer.of(
                    fact.kind() == Fact.Kind.ADDRESS
                            ? wanted.contains(
                                    packet.address(fact).high(),
                                    packet.address(fact).low())
                            : wanted.contains(0, packet.number(fact)));
        }
    }

    /// `iifname "lo"`, `oifname != "eth0"`
    record Named(Quantity.Name quantity, String name, boolean wanted) implements Glance {
        @Override
        public Answer at(View view) {
            if (PacketFacts.isNeverThere(quantity.fact(), view)) {
                return Answer.of(name.isEmpty() == wanted);
            }
            Packet packet = view.packet();
            Fact fact = PacketFacts.fact(quantity, view);
            return packet.knows(fact) ? Answer.of(packet.text(fact).equals(name) == wanted) : Answer.UNKNOWN;
        }
    }

    /// `ct state established,related`, `ct status dnat`
    record OfConnection(Quantity.OfConnection quantity, Ranges wanted) implements Glance {
        @Override
        public Answer at(View view) {
            return sure(ConnectionFacts.ofConnection(quantity, view), wanted);
        }
    }

    /// What stands before `ct status` and is not written.
    record Attached(Ranges wanted) implements Glance {
        @Override
        public Answer at(View view) {
            return sure(ConnectionFacts.attached(view), wanted);
        }
    }

    /// `meta nfproto ipv4`, and what stands before `ip saddr` in a table of inet
    record Nfproto(Family family, Ranges wanted) implements Glance {
        @Override
        public Answer at(View view) {
            return sure(PacketFacts.nfproto(family, view), wanted);
        }
    }

    /// All else.
    record Read(Quantity quantity, Ranges wanted) implements Glance {
        @Override
        public Answer at(View view) {
            return sure(quantity.read(view), wanted);
        }
    }

    private static Answer sure(Possible possible, Ranges wanted) {
        return possible instanceof Possible.One one && one.rests().isEmpty()
                ? Answer.of(wanted.contains(one.value()))
                : Answer.UNKNOWN;
    }

    record Every(List<Glance> parts) implements Glance {
        @Override
        public Answer at(View view) {
            return first(parts, Answer.YES, view);
        }
    }

    record Some(List<Glance> parts) implements Glance {
        @Override
        public Answer at(View view) {
            return first(parts, Answer.NO, view);
        }
    }

    record Open() implements Glance {
        @Override
        public Answer at(View view) {
            return Answer.UNKNOWN;
        }
    }

    // Parts are looked at in turn up to the first that settles it.
    private static Answer first(List<Glance> parts, Answer usual, View view) {
        for (int i = 0; i < parts.size(); i++) {
            Answer part = parts.get(i).at(view);
            if (part != usual) {
                return part;
            }
        }
        return usual;
    }
}
