package org.nftrace.trace;

import java.util.List;
import java.util.Random;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;

/// Chains of a hundred rules that ask for the same few values in every way that rules can, and packets that have them.
final class LongChains {
    private static final int RULES = 100;
    private static final int MOST_PARTS = 4;

    private LongChains() {}

    static String make(Random random) {
        var text = new StringBuilder("""
            table inet long {
            	set some {
            		type ipv4_addr
            		flags interval
            		elements = { 10.0.0.2, 10.0.4.0/22 }
            	}

            """);
        chain(text, random, "c0", "");
        chain(text, random, "c1", "");
        chain(text, random, "i", "type filter hook input priority 0; policy accept;");
        chain(text, random, "f", "type filter hook forward priority 0; policy drop;");
        return text.append("}\n").toString();
    }

    private static void chain(StringBuilder text, Random random, String name, String base) {
        text.append("\tchain ").append(name).append(" {\n\t\t").append(base).append('\n');
        for (int i = 0; i < RULES; i++) {
            text.append("\t\t");
            for (int parts = random.nextInt(MOST_PARTS); parts >= 0; parts--) {
                text.append(match(random)).append(' ');
            }
            text.append(verdict(random, base.isEmpty())).append('\n');
        }
        text.append("\t}\n");
    }

    private static String match(Random random) {
        String not = random.nextInt(5) == 0 ? "!= " : "";
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> "ip saddr " + not + address(random);
            case 3 -> "ip daddr " + not + address(random) + "/" + (8 + random.nextInt(24));
            case 4 -> "ip daddr " + address(random);
            case 5 -> "ip saddr " + not + "@some";
            case 6 -> "ip saddr { " + address(random) + ", " + address(random) + " }";
            case 7, 8 -> (random.nextBoolean() ? "tcp" : "udp") + " dport " + not + port(random);
            case 9 -> "th dport " + port(random) + "-" + (60 + random.nextInt(40));
            case 10 -> "meta l4proto " + not + (random.nextBoolean() ? "tcp" : "udp");
            case 11 -> "iifname " + not + "\"eth" + random.nextInt(3) + "\"";
            case 12 -> resting(random);
            case 13 -> "meta mark & 0xf " + not + random.nextInt(4);
            case 14 -> random.nextBoolean() ? "ct state new,established" : "ct state " + not + "new";
            default -> random.nextInt(4) == 0 ? "limit rate 5/second" : "ip saddr . tcp dport { 10.0.0.2 . 22 }";
        };
    }

    // What is known only by an assumption, which is told where a rule needs it first.
    private static String resting(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "iifname \"eth*\"";
            case 1 -> "ip hdrlength 5";
            default -> "fib daddr type local";
        };
    }

    private static String verdict(Random random, boolean last) {
        return switch (random.nextInt(20)) {
            case 0 -> "accept";
            case 1 -> "drop";
            case 2 -> last ? "return" : "jump c" + random.nextInt(2);
            case 3 -> "meta mark set " + random.nextInt(4);
            case 4 -> "ip saddr set " + address(random);
            case 5 -> "counter";
            default -> "counter packets 0 bytes 0 log prefix \"x\"";
        };
    }

    private static String address(Random random) {
        return "10.0." + random.nextInt(3) + "." + (1 + random.nextInt(3));
    }

    private static int port(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 22;
            case 1 -> 53;
            default -> 50 + random.nextInt(10);
        };
    }

    static PacketSpec packet(Random random) {
        boolean tcp = random.nextBoolean();
        String text = (tcp ? "tcp:" : "udp:") + address(random) + ":" + port(random) + "->" + address(random) + ":"
                + port(random)
                + (tcp ? " flags=syn" : "")
                + " in=eth" + random.nextInt(3) + " mark=" + random.nextInt(4) + " ttl=64 len=60";
        return PacketReader.read(new Source("packet", text))
                .packet()
                .orElseThrow(() -> new AssertionError(List.of(text)));
    }
}
