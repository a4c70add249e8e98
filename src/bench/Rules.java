import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rulesets as large as one likes; the same rules each time.
final class Rules {
    private static final int RULES_A_CHAIN = 5_000;
    private static final int PORTS = 65_535;

    private final Random random = new Random(7);

    private Rules() {}

    /// {@return as `nft list ruleset` prints them}
    ///
    /// @param sets how many of the rules have an anonymous set, 0 to 1
    static Stream<String> nft(int rules, double sets) {
        var made = new Rules();
        return Stream.of(
                        Stream.of(
                                "table inet filter {",
                                "\tchain input {",
                                "\t\ttype filter hook input priority filter; policy drop;"),
                        IntStream.range(0, rules).boxed().flatMap(i -> {
                            var rule = Stream.of("\t\t" + made.rule(i, sets));
                            return i > 0 && i % RULES_A_CHAIN == 0
                                    ? Stream.concat(Stream.of("\t}", "", "\tchain c" + i + " {"), rule)
                                    : rule;
                        }),
                        Stream.of("\t}", "}"))
                .flatMap(lines -> lines);
    }

    private String rule(int number, double sets) {
        if (random.nextDouble() < sets) {
            var ports = new TreeSet<Integer>();
            int most = 2 + random.nextInt(6);
            while (ports.size() < most) {
                ports.add(1 + random.nextInt(PORTS));
            }
            return "ip saddr " + address() + " tcp dport { "
                    + String.join(", ", ports.stream().map(String::valueOf).toList()) + " } accept";
        }
        int port = 1 + random.nextInt(PORTS - 500);
        return switch (random.nextInt(5)) {
            case 0 -> "ip saddr " + address() + " tcp dport " + port + " accept";
            case 1 ->
                "iifname \"eth" + random.nextInt(9) + "\" ip daddr " + address() + " counter packets 0 bytes 0 drop";
            case 2 ->
                "udp dport " + port + "-" + (port + 500) + " ct state new log prefix \"x" + number % 50 + " \" accept";
            case 3 ->
                "ip saddr " + address() + " limit rate 5/second burst 5 packets accept comment \"r" + number + "\"";
            default -> "ip saddr " + address() + " ct state established,related return";
        };
    }

    /// {@return as `iptables-save` prints them}
    static Stream<String> save(int rules) {
        var made = new Rules();
        return Stream.of(
                        Stream.of("*filter", ":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"),
                        IntStream.range(0, rules).mapToObj(i -> "-A INPUT " + made.options()),
                        Stream.of("COMMIT"))
                .flatMap(lines -> lines);
    }

    private String options() {
        int port = 1 + random.nextInt(PORTS);
        return switch (random.nextInt(4)) {
            case 0 -> "-s " + address() + "/32 -p tcp -m tcp --dport " + port + " -j ACCEPT";
            case 1 -> "-d " + address() + "/32 -i eth" + random.nextInt(9) + " -j DROP";
            case 2 -> "-p udp -m multiport --dports 53,123," + port + " -m conntrack --ctstate NEW -j ACCEPT";
            default -> "-s " + address() + "/32 -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN";
        };
    }

    private String address() {
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
    }
}
