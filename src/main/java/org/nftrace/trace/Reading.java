package org.nftrace.trace;

import java.util.List;
import org.nftrace.ir.Value;

/// What an expression is for a packet.
public sealed interface Reading {

    /// It has this value. A literal and the data of a map stay as they are written, ranges included.
    record Known(Value value, List<Assumption> rests) implements Reading {
        public Known {
            rests = List.copyOf(rests);
        }
    }

    /// The packet has no such field, or a map no such element: the statement that asked ends its rule.
    record Absent(List<Assumption> rests) implements Reading {
        public Absent {
            rests = List.copyOf(rests);
        }
    }

    /// It has a value that is not known.
    record Unknown(Question question) implements Reading {}

    /// It is one of several: a map was asked for a key that is not known, or a header may be missing.
    record Undecided(Question question, List<Choice> choices) implements Reading {
        public Undecided {
            choices = List.copyOf(choices);
        }
    }

    /// One of the ways it may be, and what is known in the branch that takes it.
    record Choice(Reading reading, Knowledge then) {}
}
