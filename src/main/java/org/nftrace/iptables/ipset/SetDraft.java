package org.nftrace.iptables.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.ir.Family;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// A set while its lines come in.
final class SetDraft {
    private static final long ALL = 0xffffffffL;
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

    private final String name;
    private final Span span;
    private final List<Value.Element> elements = new ArrayList<>();
    private final List<Value> exceptions = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private List<PartOfKey> parts = List.of();
    private Family family = Family.IP;
    private int netmask = -1;
    private long markMask = ALL;
    private boolean expires;
    private Span unclear;

    SetDraft(String name, Span span) {
        this.name = name;
        this.span = span;
    }

    /// Takes a type, options, or both: `hash:ip family inet hashsize 1024 timeout 600 netmask 24`.
    void describe(String text, Span place, BiConsumer<Span, String> error) {
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            boolean first = i == 0;
            switch (words.get(i)) {
                case "family" -> family = next.equals("inet6") ? Family.IP6 : Family.IP;
                case "netmask" -> netmask = next.matches("\\d{1,3}") ? Integer.parseInt(next) : netmask;
                case "markmask" -> markMask = next.matches("0x[0-9a-fA-F]{1,8}") ? Long.decode(next) : markMask;
                case "bitmask" -> unclear = place;
                case "timeout" -> expires = true;
                case String type
                when first && type.contains(":") ->
                    PartOfKey.of(type).ifPresentOrElse(known -> parts = known, () -> {
                        unclear = place;
                        error.accept(place, "unknown type of set '" + type + "', expected one such as 'hash:ip'");
                    });
                case String _ -> {}
            }
        }
    }

    /// Takes a member and what is said of it: `10.0.0.0/8 timeout 300 nomatch comment "lab"`.
    void member(String text, Span place, BiConsumer<Span, String> error) {
        List<String> words = words(text);
        if (parts.contains(PartOfKey.SET)) {
            members.add(words.getFirst());
            return;
        }
        var key = new Members(parts, netmask).key(words.getFirst(), words.contains("wildcard"));
        if (key.isEmpty()) {
            boolean known = words.getFirst().matches(".*(physdev:|icmp|[a-z]+:0).*");
            unclear = place;
            if (!known) {
                error.accept(place, "'" + words.getFirst() + "' is no member of such a set");
            }
        } else if (words.contains("nomatch")) {
            exceptions.add(key.get());
        } else {
            elements.add(element(place, key.get(), words));
        }
    }

    private static Value.Element element(Span place, Value key, List<String> words) {
        String timeout = after("timeout", words).orElse("0");
        long left = timeout.matches("\\d{1,10}") ? Long.parseLong(timeout) : 0;
        return new Value.Element(
                place,
                key,
                Optional.empty(),
                OptionalLong.empty(),
                left > 0 ? OptionalLong.of(left * 1000) : OptionalLong.empty(),
                after("comment", words).map(c -> c.replace("\"", "")),
                List.of());
    }

    private static Optional<String> after(String word, List<String> words) {
        int at = words.indexOf(word);
        return at > 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    }

    private static List<String> words(String text) {
        Matcher words = WORD.matcher(text);
        var all = new ArrayList<String>();
        while (words.find()) {
            all.add(words.group());
        }
        return all;
    }

    Ipset finish(BiConsumer<Span, String> warning) {
        var left = exceptions.isEmpty()
                ? Optional.of(elements)
                : Exceptions.without(elements, exceptions).map(ArrayList::new);
        if (unclear != null || left.isEmpty() || parts.isEmpty()) {
            warning.accept(
                    unclear == null ? span : unclear,
                    "what is in set '" + name + "' cannot be told in full: whether a packet is in it is not known");
        }
        boolean addressed = parts.contains(PartOfKey.NET);
        return new Ipset(
                span,
                name,
                parts,
                addressed ? Optional.of(family) : Optional.empty(),
                markMask,
                expires,
                left.isPresent() ? left.get() : elements,
                members,
                unclear == null && left.isPresent() && !parts.isEmpty());
    }
}
