package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Value;

/// What a map gave for a key: `tcp dport vmap { 22 : accept, 80-90 : jump web }`.
public sealed interface Lookup {

    /// This element holds the key.
    record Found(Value.Element element, List<Assumption> rests) implements Lookup {
        public Found {
            rests = List.copyOf(rests);
        }
    }

    /// No element holds the key, or the packet has no such key: the rule ends here.
    record Missing(Optional<Seen> seen, List<Assumption> rests) implements Lookup {
        public Missing {
            rests = List.copyOf(rests);
        }
    }

    /// The key is not known: any of these. Elements with the same data are one choice. No choices: nothing is known of
    /// the map.
    record Undecided(Question question, List<Choice> choices) implements Lookup {
        public Undecided {
            choices = List.copyOf(choices);
        }
    }

    /// @param elements the key is in one of them, and all of them give the same; none: the key is in no element
    /// @param then     what is known in the branch that takes this choice
    record Choice(List<Value.Element> elements, Knowledge then) {
        public Choice {
            elements = List.copyOf(elements);
        }

        /// {@return what the map gives, or empty when it has no such element}
        public Optional<Value> data() {
            return elements.stream().findFirst().flatMap(Value.Element::data);
        }
    }
}
