package org.nftrace.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Draws packets that a ruleset has something to say about: of the addresses, ports and interfaces that stand in it,
/// and some that do not.
final class PacketDraw {
    private static final Pattern ADDRESS = Pattern.compile("\\b(\\d{1,3}(?:\\.\\d{1,3}){3})\\b");
    private static final Pattern PORTS = Pattern.compile("port(?:s)? (?:! )?([\\d,:]+)");
    private static final Pattern INTERFACE = Pattern.compile("-[io] ([\\w.-]+)(?![\\w.+-])");

    private static final Pattern ADDRESS6 = Pattern.compile("-[sd] ([0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})(?=[ /])");

    private final Random random;
    private final boolean six;
    private final List<String> addresses;
    private final List<String> ports;
    private final List<String> interfaces;

    /// @param save the ruleset as `iptables-save` prints it
    PacketDraw(String save, Random random) {
        this.random = random;
        six = isSix(save);
        addresses = six
                ? words(save, ADDRESS6, List.of("2001:db8::1", "2001:db8:7::7"))
                : words(save, ADDRESS, List.of("192.0.2.1", "198.51.100.7"));
        addresses.removeIf(a -> a.startsWith("0.")
                || !six && List.of(a.split("\\.")).stream().anyMatch(b -> Integer.parseInt(b) > 255));
        ports = new ArrayList<>();
        words(save, PORTS, List.of("22", "53", "40000")).forEach(p -> ports.addAll(List.of(p.split("[,:]"))));
        ports.removeIf(p -> p.isEmpty() || Integer.parseInt(p) > 65_535);
        interfaces = words(save, INTERFACE, List.of("eth0", "eth9"));
    }

    static boolean isSix(String save) {
        return save.contains("by ip6tables");
    }

    private static List<String> words(String text, Pattern pattern, List<String> more) {
        var found = new ArrayList<>(more);
        pattern.matcher(text).results().map(r -> r.group(1)).distinct().forEach(found::add);
        return found;
    }

    /// {@return one packet, as `--packet` takes it}
    String next() {
        String from = any(addresses);
        String to = any(addresses);
        String where = random.nextInt(5) == 0 ? " local=true" : " in=" + any(interfaces);
        return switch (random.nextInt(6)) {
            case 0 -> (six ? "icmpv6:" : "icmp:") + from + "->" + to + " type=" + (six ? 128 : 8) + " code=0" + where;
            case 1, 2 -> "udp:" + end(from) + "->" + end(to) + where;
            default ->
                "tcp:" + end(from) + "->" + end(to) + " flags=" + any(List.of("syn", "syn", "ack", "fin+psh+urg"))
                        + where;
        };
    }

    List<String> interfaces() {
        return List.copyOf(interfaces);
    }

    List<String> addresses() {
        return List.copyOf(addresses);
    }

    /// {@return one packet that can be sent: by one of these links, or by the host, from an address of its own}
    String next(List<String> own, List<String> links) {
        boolean local = random.nextInt(5) == 0;
        String from = local ? any(own) : any(addresses);
        String to = random.nextInt(3) == 0 ? any(own) : any(addresses);
        String where = local ? "" : " in=" + any(links);
        return switch (random.nextInt(6)) {
            case 0 -> (six ? "icmpv6:" : "icmp:") + bare(from) + "->" + bare(to) + " type=" + (six ? 128 : 8) + where;
            case 1, 2 -> "udp:" + end(from) + "->" + end(to) + where;
            default -> "tcp:" + end(from) + "->" + end(to) + " flags=" + any(List.of("syn", "syn", "ack")) + where;
        };
    }

    private String bare(String address) {
        return six ? "[" + address + "]" : address;
    }

    private String end(String address) {
        return bare(address) + ":" + any(ports);
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
