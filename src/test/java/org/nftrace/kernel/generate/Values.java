package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/// Right sides of comparisons, in nft's syntax.
final class Values {

    private final Chance chance;
    private final Vocabulary words;

    Values(Chance chance, Vocabulary words) {
        this.chance = chance;
        this.words = words;
    }

    String address(boolean v6) {
        return chance.of(words.asked(v6));
    }

    /// An address, prefix, range or set of them, now and then negated.
    String addresses(boolean v6) {
        return not()
                + chance.<String>make(
                        () -> address(v6),
                        () -> chance.of(words.networks(v6)),
                        () -> prefix(v6),
                        () -> range(v6),
                        () -> braces(addressElements(v6)));
    }

    /// Elements that do not overlap: networks, and addresses of others.
    List<String> addressElements(boolean v6) {
        var networks = chance.some(chance.between(0, 2), words.networks(v6));
        var elements = new ArrayList<>(networks);
        chance.some(chance.between(1, 3), words.asked(v6)).stream()
                .filter(address -> networks.stream().noneMatch(network -> isIn(address, network)))
                .forEach(elements::add);
        return elements.isEmpty() ? List.of(address(v6)) : elements;
    }

    String port() {
        return String.valueOf(chance.of(words.ports()));
    }

    String ports() {
        return not() + chance.<String>make(this::port, this::port, this::portRange, () -> braces(portElements()));
    }

    String portRange() {
        var low = chance.of(words.ports());
        return low + "-" + Math.min(65535, low + chance.of(1, 10, 1000));
    }

    /// Ports and ranges of them, in order, none touching the next.
    List<String> portElements() {
        var ports = new ArrayList<>(chance.some(chance.between(1, 4), words.ports()));
        Collections.sort(ports);
        var elements = new ArrayList<String>();
        for (int i = 0; i < ports.size(); i++) {
            var next = i + 1 < ports.size() ? ports.get(i + 1) : 65535;
            var last = Math.min(ports.get(i) + chance.of(2, 20), next - 2);
            elements.add(chance.percent(40) && last > ports.get(i) ? ports.get(i) + "-" + last : "" + ports.get(i));
        }
        return elements;
    }

    String mark() {
        return "0x%x".formatted(chance.of(words.marks()));
    }

    String name() {
        return "\"" + chance.of(words.interfaces()) + "\"";
    }

    String names() {
        return not()
                + chance.<String>make(
                        this::name,
                        this::name,
                        () -> "\"lo\"",
                        () -> chance.of("\"eth*\"", "\"br*\"", "\"veth*\""),
                        () -> braces(quoted(chance.some(2, words.interfaces()))));
    }

    List<String> quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").toList();
    }

    String number(String... numbers) {
        return chance.of("", "", "!= ", "> ", "< ", "<= ", ">= ") + chance.of(numbers);
    }

    String not() {
        return chance.percent(15) ? "!= " : "";
    }

    /// {@return one of the values, or a set of two}
    String oneOrSet(String... values) {
        Supplier<String> set = () -> braces(chance.some(chance.between(2, 3), List.of(values)));
        return not() + (chance.percent(70) ? chance.of(values) : set.get());
    }

    static String braces(List<String> elements) {
        return "{ " + String.join(", ", elements) + " }";
    }

    private String prefix(boolean v6) {
        var address = address(v6);
        return v6
                ? address.substring(0, address.indexOf("::")) + "::/" + chance.of(48, 64)
                : address.substring(0, address.indexOf('.')) + ".0.0.0/" + chance.of("8", "9");
    }

    private String range(boolean v6) {
        var network = chance.of(words.networks(v6));
        var stem = network.substring(0, network.indexOf('/'));
        return v6 ? stem + "1-" + stem + "9" : stem.replaceFirst("0$", "1") + "-" + stem.replaceFirst("0$", "9");
    }

    private static boolean isIn(String address, String network) {
        var stem = network.substring(0, network.indexOf('/'));
        return address.startsWith(stem.endsWith("::") ? stem : stem.substring(0, stem.length() - 1));
    }
}
