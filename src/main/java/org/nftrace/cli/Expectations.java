package org.nftrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Hook;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketsFile;
import org.nftrace.report.Fate;
import org.nftrace.text.Source;

/// The file of `nftrace check`.
///
///     rulesets: [firewall.nft]
///     hosts: [ip-addr.txt]
///     checks:
///       - name: ssh from the office
///         packet: tcp:203.0.113.7:40000->192.0.2.1:22 flags=syn in=eth0
///         expect: accept
///       - name: the container answers on port 80 only
///         from: any
///         to: 172.17.0.2
///         except: tcp 80
///         expect: drop
record Expectations(List<String> rulesets, List<String> hosts, List<Expectation> checks) {
    private static final Set<String> KEYS = Set.of("rulesets", "hosts", "checks");
    private static final Set<String> OF_PACKETS =
            Set.of("name", "packet", "conversation", "expect", "nat", "via", "by", "reply");
    private static final Set<String> OF_SET = Set.of("name", "from", "to", "only", "except", "in", "hook", "expect");

    Expectations {
        rulesets = List.copyOf(rulesets);
        hosts = List.copyOf(hosts);
        checks = List.copyOf(checks);
    }

    static Expectations read(Source source) throws Failure {
        Yaml.Node root = Yaml.read(source);
        root.knowing(KEYS);
        List<String> rulesets = root.child("rulesets").texts();
        if (rulesets.isEmpty()) {
            throw root.failure("'rulesets:' is missing: the dumps that are to be checked");
        }
        var checks = new ArrayList<Expectation>();
        for (Yaml.Node node : root.child("checks").items()) {
            checks.add(check(node));
        }
        if (checks.isEmpty()) {
            throw root.failure("'checks:' is missing, or has no items");
        }
        return new Expectations(rulesets, root.child("hosts").texts(), checks);
    }

    private static Expectation check(Yaml.Node node) throws Failure {
        boolean ofPackets =
                !node.child("packet").isMissing() || !node.child("conversation").isMissing();
        node.knowing(ofPackets ? OF_PACKETS : OF_SET);
        if (node.child("expect").isMissing()) {
            throw node.failure("'expect:' is missing: accept, drop, reject or unknown");
        }
        Fate expect = fate(node.child("expect"));
        return ofPackets ? ofPackets(node, expect) : ofSet(node, expect);
    }

    private static Fate fate(Yaml.Node node) throws Failure {
        try {
            return Choice.of("expect", node.text(), Fate.class);
        } catch (Failure e) {
            throw node.failure(e.getMessage());
        }
    }

    private static Expectation ofPackets(Yaml.Node node, Fate expect) throws Failure {
        var lines = new ArrayList<>(node.child("packet").texts());
        lines.addAll(node.child("conversation").texts());
        var read = PacketsFile.read(
                new Source(node.span().source().name() + " line " + node.span().line(), String.join("\n", lines)));
        if (!read.diagnostics().isEmpty()) {
            throw node.failure(read.diagnostics().getFirst().message() + " in '" + String.join("; ", lines) + "'");
        }
        List<PacketSpec> packets = read.packets();
        Yaml.Node reply = node.child("reply");
        return new Expectation.OfPackets(
                name(node, lines.getFirst()),
                expect,
                packets,
                text(node.child("nat")),
                node.child("via").texts(),
                text(node.child("by")),
                reply.isMissing() ? Optional.empty() : Optional.of(fate(reply)));
    }

    private static Expectation ofSet(Yaml.Node node, Fate expect) throws Failure {
        if (expect != Fate.ACCEPT && expect != Fate.DROP) {
            throw node.child("expect").failure("of a set, accept or drop can be expected: all pass, or none");
        }
        if (node.child("from").isMissing()
                && node.child("to").isMissing()
                && node.child("hook").isMissing()) {
            throw node.failure("'packet:', 'conversation:', or a set by 'from:' and 'to:' was expected");
        }
        var set = new PacketSetText(node);
        String hook = node.child("hook").text();
        if (!hook.isEmpty() && !hook.equals("input") && !hook.equals("forward")) {
            throw node.child("hook").failure("'" + hook + "' is no hook of a set; expected input, forward");
        }
        return new Expectation.OfSet(
                name(
                        node,
                        "from " + node.child("from").text() + " to "
                                + node.child("to").text()),
                expect,
                set.meaning(),
                set.isSix(),
                set.isToOne(),
                hook.isEmpty() ? Optional.empty() : Optional.of(hook.equals("input") ? Hook.INPUT : Hook.FORWARD));
    }

    private static String name(Yaml.Node node, String otherwise) {
        return node.child("name").isMissing() ? otherwise : node.child("name").text();
    }

    private static Optional<String> text(Yaml.Node node) {
        return node.isMissing() ? Optional.empty() : Optional.of(node.text());
    }
}
