import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What kube-proxy and the kubelet write for so many services of two or three pods each, as `iptables-save` prints it;
/// the same each time.
final class Services {
    private static final List<String> FILTER = List.of(
            "*filter",
            ":INPUT ACCEPT [0:0]",
            ":FORWARD ACCEPT [0:0]",
            ":OUTPUT ACCEPT [0:0]",
            ":KUBE-FIREWALL - [0:0]",
            ":KUBE-FORWARD - [0:0]",
            "-A INPUT -j KUBE-FIREWALL",
            "-A FORWARD -m comment --comment \"kubernetes forwarding rules\" -j KUBE-FORWARD",
            "-A OUTPUT -j KUBE-FIREWALL",
            "-A KUBE-FIREWALL -m mark --mark 0x8000/0x8000 -j DROP",
            "-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j"
                    + " DROP",
            "-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP",
            "-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT",
            "-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "COMMIT");

    private static final List<String> ROOTS = List.of(
            "*nat",
            ":PREROUTING ACCEPT [0:0]",
            ":INPUT ACCEPT [0:0]",
            ":OUTPUT ACCEPT [0:0]",
            ":POSTROUTING ACCEPT [0:0]",
            ":KUBE-MARK-MASQ - [0:0]",
            ":KUBE-POSTROUTING - [0:0]",
            ":KUBE-SERVICES - [0:0]");

    private static final List<String> CALLS = List.of(
            "-A PREROUTING -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES",
            "-A OUTPUT -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES",
            "-A POSTROUTING -m comment --comment \"kubernetes postrouting rules\" -j KUBE-POSTROUTING",
            "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
            "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
            "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0",
            "-A KUBE-POSTROUTING -j MASQUERADE --random-fully");

    private final Random random = new Random(5);
    private final List<String> chains = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();

    private Services() {}

    static Stream<String> save(int services) {
        var made = new Services();
        for (int i = 0; i < services; i++) {
            made.service("10.96." + i / 250 + "." + (1 + i % 250), "ns/svc" + i + ":http");
        }
        return Stream.of(FILTER, ROOTS, made.chains, CALLS, made.calls, made.rules, List.of("COMMIT"))
                .flatMap(List::stream);
    }

    private void service(String address, String name) {
        String service = chain("KUBE-SVC-");
        String asked =
                "-d " + address + "/32 -p tcp -m comment --comment \"" + name + " cluster IP\" -m tcp --dport 80 -j ";
        calls.add("-A KUBE-SERVICES " + asked + service);
        rules.add("-A " + service + " ! -s 10.244.0.0/16 " + asked + "KUBE-MARK-MASQ");
        int pods = 2 + random.nextInt(2);
        for (int left = pods; left > 0; left--) {
            pod(service, left, "10.244." + random.nextInt(250) + "." + (1 + random.nextInt(250)), name);
        }
    }

    private void pod(String service, int left, String address, String name) {
        String pod = chain("KUBE-SEP-");
        String chance = left == 1 ? "" : "-m statistic --mode random --probability %.11f ".formatted(1.0 / left);
        String comment = "-m comment --comment \"" + name + "\" ";
        rules.add("-A " + service + " " + comment + chance + "-j " + pod);
        rules.add("-A " + pod + " -s " + address + "/32 " + comment + "-j KUBE-MARK-MASQ");
        rules.add("-A " + pod + " -p tcp " + comment + "-m tcp -j DNAT --to-destination " + address + ":8080");
    }

    private String chain(String kind) {
        String name = kind + "%016X".formatted(random.nextLong());
        chains.add(":" + name + " - [0:0]");
        return name;
    }
}
